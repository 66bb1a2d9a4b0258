import type { World } from '../system/world.js'
import { makePrintable } from '../text/terminal.js'

/** What `--verbose` does in every command that asks providers. */
export const VERBOSE = 'print every program that a provider starts'

/** A person at a terminal sees what takes long, and can interrupt; a script should not hang. */
const PERSON_PATIENCE_MS = 600_000
const SCRIPT_PATIENCE_MS = 60_000

/** Has a person watch: told of what takes long where there is a terminal, and of every program with `--verbose`. */
export function watchProviders(
  world: World,
  { verbose }: Readonly<Record<string, unknown>>,
): World {
  const write = (text: string) => {
    if (verbose || process.stderr.isTTY) process.stderr.write(makePrintable(text))
  }
  const patienceMs = process.stderr.isTTY ? PERSON_PATIENCE_MS : SCRIPT_PATIENCE_MS
  return { ...world, watcher: { verbose: verbose === true, write, patienceMs } }
}
