import { allow } from './allow.js'
import { capture } from './capture.js'
import type { CommandSpec } from './command.js'
import { completion } from './completion.js'
import { deny } from './deny.js'
import { disable } from './disable.js'
import { enable } from './enable.js'
import { init } from './init.js'
import { log } from './log.js'
import { overlay } from './overlay.js'
import { set } from './set.js'
import { status } from './status.js'
import { unset } from './unset.js'

/** A heading of --help and what stands under it. */
export type CommandGroup = { readonly title: string; readonly commands: readonly CommandSpec[] }

/** Every verb: one import and one entry each. */
export const COMMANDS: readonly CommandGroup[] = [
  { title: 'Declare', commands: [init, allow, deny] },
  { title: 'Keep', commands: [capture, set, unset, overlay] },
  { title: 'Look', commands: [status, log] },
  { title: 'Set up', commands: [enable, disable, completion] },
]
