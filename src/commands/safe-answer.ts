import { EXIT, ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { makePrintable } from '../text/terminal.js'
import type { Outcome } from './command.js'

/** What there is to say of an error. */
export function explain(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error)
  const status = error instanceof ShimError ? error.status : EXIT.refused
  return { stderr: `${PROGRAM}: ${makePrintable(message)}\n`, status }
}

/** What a command line has to say, also where it failed, safe to print. */
export async function answerSafely(said: Promise<Outcome>): Promise<Outcome> {
  return makeSafe(await said.catch(explain))
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
