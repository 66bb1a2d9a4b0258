import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { parseToml, readToml, type TomlTable } from '../../toml/toml.js'
import type { Obstacle } from '../agent.js'
import { readConfig } from './config.js'
import { listHooks, listIncluded, matchesPattern } from './policy.js'
import { SNAPSHOT_V2 } from './shape.js'

/** What keeps Codex's commands from being reached although it is enabled: what somebody has put into its config since. */
export function findCodexObstacles(world: World): readonly Obstacle[] {
  const { text = '', path } = readConfig(world)
  const meaning = parseToml(text, path)
  return [...findFilters(world, meaning, path), ...findSnapshot(meaning, path)]
}

const AGAIN = `${PROGRAM} enable codex`

function findFilters(world: World, meaning: TomlTable, file: string): readonly Obstacle[] {
  const included = listIncluded(meaning)
  if (included.length === 0) return []
  const lost = listHooks(world)
    .map(({ name }) => name)
    .filter((name) => !included.some((pattern) => matchesPattern(pattern, name)))
  if (lost.length === 0) return []
  const what = `${file}: [shell_environment_policy.filters] includes no ${lost.join(' and no ')}, so Codex takes the hook away`
  return [{ what, remedy: AGAIN }]
}

function findSnapshot(meaning: TomlTable, file: string): readonly Obstacle[] {
  if (readToml(meaning, SNAPSHOT_V2) !== true) return []
  const what = `${file}: features.shell_snapshot_v2 has login shells run as bash -pc or zsh -fc, which read no hook`
  return [{ what, remedy: AGAIN }]
}
