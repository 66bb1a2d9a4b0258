import { once } from 'node:events'
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
  process.stdout.on('error', (error) => {
    // A reader that has seen enough (`| head`) is no failure.
    if (nameError(error) === 'EPIPE') return
    process.stderr.write(`${PROGRAM}: the output cannot be written (${nameError(error)})\n`)
    process.exitCode = EXIT.failed
  })
  // There is nowhere left to report it.
  process.stderr.on('error', () => {})
  answerSafely(main(run))
    .then(print)
    .catch((error) => print(explain(error)))
}

async function main(run: Run): Promise<Outcome> {
  return run(readWorld(), process.argv.slice(2))
}

async function print({ stdout, stderr, stream, status = EXIT.ok }: Outcome): Promise<void> {
  if (stdout) process.stdout.write(stdout)
  if (stderr) process.stderr.write(stderr)
  process.exitCode = status
  if (stream) await printStream(stream)
}

/** Writes what comes, no faster than it is read, until it ends, its reader leaves or somebody ends it (^C). */
async function printStream(stream: AsyncIterable<string>): Promise<void> {
  const ended = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => ended.abort())
  }
  for (const event of ['error', 'close']) process.stdout.once(event, () => ended.abort())
  for await (const text of stream) {
    if (ended.signal.aborted) break
    if (text === '' || process.stdout.write(text)) continue
    await once(process.stdout, 'drain', ended).catch(() => {})
  }
}
