import type { World } from '../system/world.js'
import type { Outcome } from './command.js'
import { runCommandLine } from './command-line.js'
import { loadCommandsFor } from './index.js'

export { describeProgram } from './command-line.js'

/** Runs one command line of any verb; what it has to say is returned, not printed. */
export async function runProgram(world: World, argv: readonly string[]): Promise<Outcome> {
  return runCommandLine(world, argv, loadCommandsFor)
}
