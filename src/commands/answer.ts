import type { World } from '../system/world.js'
import type { Outcome } from './command.js'
import { runProgram } from './program.js'
import { answerSafely } from './safe-answer.js'

/**
 * Runs one command line; what it says, also where it failed, is safe to print. This is the one door to the terminal: no command has
 * to remember what a terminal would make of a name or a path. Ends of lines are a command's own affair: what it puts into a line is shown by
 * `escapeControls`.
 */
export async function answer(world: World, argv: readonly string[]): Promise<Outcome> {
  return answerSafely(runProgram(world, argv))
}
