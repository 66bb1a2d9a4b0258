import {
  dropCapture,
  locateSetup,
  locateTerminal,
  readSetup,
  readTerminal,
} from '../capture/store.js'
import { recompileProject } from '../compile/compile.js'
import { findDeclarations } from '../declaration/declaration.js'
import type { World } from '../system/world.js'
import type { Captures } from './report.js'

/** What is kept of the terminal, and of the nearest project's setup. */
export function readCaptures(world: World): Captures {
  const root = findDeclarations(world.cwd)[0]
  return {
    terminal: readTerminal(world),
    setup: root === undefined ? undefined : readSetup(world, root),
  }
}

/** Drops both, whatever state they are in; answers what was done. */
export async function dropCaptures(world: World): Promise<string> {
  const root = findDeclarations(world.cwd)[0]
  const terminal = (await dropCapture(locateTerminal(world))) ? ['the terminal'] : []
  const setup = root !== undefined && (await dropCapture(locateSetup(world, root)))
  if (root !== undefined) await recompileProject(world, root)
  const dropped = [...terminal, ...(setup ? [`the setup of ${root}`] : [])]
  return dropped.length > 0 ? `forgot ${dropped.join(', and ')}\n` : 'nothing was captured\n'
}
