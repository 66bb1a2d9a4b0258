import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { guard, requireOwnFolder, writeOwnFile } from '../../files/own-file.js'
import { ShimError } from '../../system/errors.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'
import type { Change } from './change.js'

/** What `enable` remembers of one config.toml, so that `disable` can give it back. */
export type Enablement = {
  readonly config: string
  /** sha256 of the file as it was written. */
  readonly sha256: string
  /** The file without ours; null where there was none. */
  readonly backup: string | null
  readonly changes: readonly Change[]
  readonly enabledAt: string
}

type Stored = { readonly format: 1; readonly configs: readonly Enablement[] }

/** What is remembered of a config. */
export function readRecord(world: World, config: string): Enablement | undefined {
  return readRecords(world).find((one) => one.config === config)
}

/** Remembers a config, or forgets it; other configs (another CODEX_HOME) stay as they are. */
export async function writeRecord(
  world: World,
  config: string,
  record: Enablement | undefined,
): Promise<void> {
  const others = readRecords(world).filter((one) => one.config !== config)
  const stored: Stored = { format: 1, configs: record ? [...others, record] : others }
  const file = locateRecords(world)
  await guard(file, async () => {
    if (stored.configs.length === 0) return rmSync(file, { force: true })
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    await writeOwnFile(file, `${JSON.stringify(stored, null, 2)}\n`)
  })
}

/** By what a file is known again. */
export function digestText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A record that cannot be read is an error: to go on would lose the way back. */
function readRecords(world: World): readonly Enablement[] {
  requireOwnFolder(world, world.places.state)
  const file = locateRecords(world)
  try {
    const { configs } = JSON.parse(readFileSync(file, 'utf8')) as Stored
    return configs
  } catch (error) {
    if (nameError(error) === 'ENOENT') return []
    throw new ShimError('bad-store', `${file} cannot be read (${error})`, {
      remedy: 'move it away; what it knew is also in the backups beside it',
    })
  }
}

function locateRecords(world: World): string {
  return join(world.places.state, 'enabled', 'codex.json')
}
