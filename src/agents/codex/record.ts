import type { World } from '../../system/world.js'
import { type Enablement as Any, readEnablement, writeEnablement } from '../enablement.js'
import type { Change } from './change.js'

/** What `enable` remembers of one config.toml, or of a hooks.json. */
export type Enablement = Any<Change>

const CODEX = 'codex'

/** What is remembered of a config. */
export function readRecord(world: World, config: string): Enablement | undefined {
  return readEnablement<Change>(world, CODEX, config)
}

/** Remembers a config, or forgets it. */
export async function writeRecord(
  world: World,
  config: string,
  record: Enablement | undefined,
): Promise<void> {
  await writeEnablement(world, CODEX, config, record)
}
