import { recompileProject } from '../compile.js'
import { findDeclarations } from '../declaration.js'
import type { World } from '../world.js'
import type { Captures } from './report.js'
import { dropCapture, locateSetup, locateTerminal, readSetup, readTerminal } from './store.js'

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
  await dropCapture(locateTerminal(world))
  if (root === undefined) return 'forgot the terminal\n'
  await dropCapture(locateSetup(world, root))
  await recompileProject(world, root)
  return `forgot the terminal, and the setup of ${root}\n`
}
