import { writeSync } from 'node:fs'
import type { Outcome } from './commands/command.js'
import { answerSafely, explain } from './commands/safe-answer.js'
import { EXIT } from './system/errors.js'
import { PROGRAM } from './system/names.js'
import { nameError } from './system/system-error.js'
import { readWorld, type World } from './system/world.js'

/** What runs a command line. */
type Run = (world: World, argv: readonly string[]) => Promise<Outcome>

/** Runs the command line of this process: prints what it has to say, and sets the exit status. */
export function start(run: Run): void {
  answerSafely(main(run))
    .then(print)
    .catch((error) => print(explain(error)))
}

async function main(run: Run): Promise<Outcome> {
  return run(readWorld(), process.argv.slice(2))
}

async function print({ stdout, stderr, stream, status = EXIT.ok }: Outcome): Promise<void> {
  process.exitCode = status
  if (stdout) await write(1, stdout)
  if (stderr) await write(2, stderr)
  if (stream) await printStream(stream)
}

/** Writes what comes, no faster than it is read, until it ends, its reader leaves or somebody ends it (^C). */
async function printStream(stream: AsyncIterable<string>): Promise<void> {
  let isEnded = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      isEnded = true
    })
  }
  for await (const text of stream) {
    if (isEnded || (text !== '' && !(await write(1, text)))) break
  }
}

/**
 * Writes all of it, and answers whether it could: to make a stream of a descriptor takes Node longer than most verbs do, so there is one
 * only for a pipe that somebody made non-blocking, while it is full.
 */
async function write(descriptor: 1 | 2, text: string): Promise<boolean> {
  let rest: Uint8Array = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
    return true
  } catch (error) {
    if (nameError(error) === 'EAGAIN') return wait(descriptor, rest)
    return report(descriptor, error)
  }
}

async function wait(descriptor: 1 | 2, rest: Uint8Array): Promise<boolean> {
  const stream = descriptor === 1 ? process.stdout : process.stderr
  return new Promise((resolve) => {
    stream.once('error', (error) => resolve(report(descriptor, error)))
    stream.write(rest, (error) => {
      if (!error) resolve(true)
    })
  })
}

async function report(descriptor: 1 | 2, error: unknown): Promise<boolean> {
  // A reader that has seen enough (`| head`) is no failure; and of standard error there is nowhere left to report it.
  if (descriptor === 1 && nameError(error) !== 'EPIPE') {
    await write(2, `${PROGRAM}: the output cannot be written (${nameError(error)})\n`)
    process.exitCode = EXIT.failed
  }
  return false
}
