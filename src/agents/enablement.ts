import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { guard, requireOwnFolder, writeOwnFile } from '../files/own-file.js'
import { ShimError } from '../system/errors.js'
import { nameError } from '../system/system-error.js'
import type { World } from '../system/world.js'

/** What `enable` remembers of one file of an agent's, so that `disable` can give it back. `C` says what was changed. */
export type Enablement<C> = {
  readonly config: string
  /** sha256 of the file as it was written. */
  readonly sha256: string
  /** The file without ours; null where there was none. */
  readonly backup: string | null
  readonly changes: readonly C[]
  readonly enabledAt: string
}

type Stored<C> = { readonly format: 1; readonly configs: readonly Enablement<C>[] }

/** What is remembered of a file of the agent of that name. */
export function readEnablement<C>(
  world: World,
  agent: string,
  config: string,
): Enablement<C> | undefined {
  return readAll<C>(world, agent).find((one) => one.config === config)
}

/** Remembers a file, or forgets it; others of that agent (another CODEX_HOME) stay as they are. */
export async function writeEnablement<C>(
  world: World,
  agent: string,
  config: string,
  record: Enablement<C> | undefined,
): Promise<void> {
  const others = readAll<C>(world, agent).filter((one) => one.config !== config)
  const stored: Stored<C> = { format: 1, configs: record ? [...others, record] : others }
  const file = locateEnablements(world, agent)
  await guard(file, async () => {
    if (stored.configs.length === 0) return rmSync(file, { force: true })
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeOwnFile(file, `${JSON.stringify(stored, null, 2)}\n`)
  })
}

/** By what a file is known again. */
export function digestText(text: string): string {
  return hash('sha256', text)
}

/** A record that cannot be read is an error: to go on would lose the way back. */
function readAll<C>(world: World, agent: string): readonly Enablement<C>[] {
  requireOwnFolder(world, world.places.state)
  const file = locateEnablements(world, agent)
  try {
    const { configs } = JSON.parse(readFileSync(file, 'utf8')) as Stored<C>
    return configs
  } catch (error) {
    if (nameError(error) === 'ENOENT') return []
    throw new ShimError('bad-store', `${file} cannot be read (${error})`, {
      remedy: 'move it away; what it knew is also in the backups beside it',
    })
  }
}

function locateEnablements(world: World, agent: string): string {
  return join(world.places.state, 'enabled', `${agent}.json`)
}
