import { EXIT, ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { makePrintable } from '../text/terminal.js'
import type { Outcome } from './command.js'
import { runProgram } from './program.js'

/**
 * Runs one command line; what it says, also where it failed, is safe to print. This is the one door to the terminal: no command has
 * to remember what a terminal would make of a name or a path. Ends of lines are a command's own affair: what it puts into a line is shown by
 * `escapeControls`.
 */
export async function answer(world: World, argv: readonly string[]): Promise<Outcome> {
  return makeSafe(await runProgram(world, argv).catch(explain))
}

/** What there is to say of an error. */
export function explain(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error)
  const status = error instanceof ShimError ? error.status : EXIT.refused
  return { stderr: `${PROGRAM}: ${makePrintable(message)}\n`, status }
}

function makeSafe({ stdout = '', stderr = '', stream, form, ...rest }: Outcome): Outcome {
  return {
    ...rest,
    stdout: makePrintable(stdout, form),
    stderr: makePrintable(stderr),
    ...(stream ? { stream: makeStreamSafe(stream, form) } : {}),
  }
}

async function* makeStreamSafe(
  stream: AsyncIterable<string>,
  form: Outcome['form'],
): AsyncGenerator<string> {
  for await (const text of stream) yield makePrintable(text, form)
}
