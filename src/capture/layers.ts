import { readSource } from '../declaration/ini/source.js'
import { selectRestored, type Wanted } from '../declaration/restore.js'
import { toOps } from '../plan/changes.js'
import type { Op } from '../plan/plan.js'
import type { Source } from '../plan/source.js'
import type { World } from '../system/world.js'
import { nameCommand } from './setup-command.js'
import { locateSetup, locateTerminal, readSetup, readTerminal } from './store.js'

/** A layer of a plan, and the files whose change could change it. */
export type Layer = { readonly ops: readonly Op[]; readonly watched: readonly Source[] }

const NOTHING: Layer = { ops: [], watched: [] }

/** What is wanted of the terminal's capture. */
export function readRestored(world: World, wanted: readonly Wanted[]): Layer {
  if (wanted.length === 0) return NOTHING
  const watched = [readSource(locateTerminal(world))]
  return { ops: selectRestored(wanted, readTerminal(world)?.variables ?? {}), watched }
}

/** What a project's setup script changed. A plan is not made to look for one: whoever writes it compiles the plan anew. */
export function readSetupLayer(world: World, root: string): Layer {
  const setup = readSetup(world, root)
  if (!setup) return NOTHING
  const from = `capture of ${nameCommand(setup.command)}`
  const ops = [...(setup.ops ?? []).map((op) => ({ ...op, from })), ...toOps(setup.changes, from)]
  return { ops, watched: [readSource(locateSetup(world, root))] }
}
