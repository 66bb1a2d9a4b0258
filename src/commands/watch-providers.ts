import type { World } from '../world.js'

/** What `--verbose` does in every command that asks providers. */
export const VERBOSE = 'print every program that a provider starts'

/** Has a person watch: told of what takes long where there is a terminal, and of every program with `--verbose`. */
export function watchProviders(
  world: World,
  { verbose }: Readonly<Record<string, unknown>>,
): World {
  const write = (text: string) => {
    if (verbose || process.stderr.isTTY) process.stderr.write(text)
  }
  return { ...world, watcher: { verbose: verbose === true, write } }
}
