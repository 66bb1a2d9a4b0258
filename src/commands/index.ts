import { allow } from './allow.js'
import { capture } from './capture.js'
import type { CommandSpec, DescribingSpec } from './command.js'
import { completion } from './completion.js'
import { deny } from './deny.js'
import { disable } from './disable.js'
import { doctor } from './doctor.js'
import { enable } from './enable.js'
import { env } from './env.js'
import { init } from './init.js'
import { log } from './log.js'
import { overlay } from './overlay.js'
import { sessionStart } from './session-start.js'
import { set } from './set.js'
import { setup } from './setup.js'
import { status } from './status.js'
import { unset } from './unset.js'
import { verify } from './verify.js'

/** A heading of --help and what stands under it. */
export type CommandGroup = {
  readonly title: string
  readonly commands: readonly (CommandSpec | DescribingSpec)[]
}

/** Every verb: one import and one entry each. */
export const COMMANDS: readonly CommandGroup[] = [
  { title: 'Declare', commands: [init, allow, deny] },
  { title: 'Keep', commands: [capture, set, unset, overlay] },
  { title: 'Look', commands: [status, env, log] },
  { title: 'Prove', commands: [doctor, verify] },
  { title: 'Set up', commands: [setup, enable, disable, completion, sessionStart] },
]
