import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { isTable, parseToml, readToml } from '../../toml/toml.js'
import type { Obstacle } from '../agent.js'
import { readConfig } from './config.js'
import { listHooks, matchesPattern } from './policy.js'
import { POLICY } from './shape.js'

/** What keeps Codex's commands from being reached although it is enabled. */
export function findCodexObstacles(world: World): readonly Obstacle[] {
  const { text = '', path } = readConfig(world)
  const filters = readToml(parseToml(text, path), [...POLICY, 'filters'])
  if (!isTable(filters)) return []
  // Codex 0.171: `[shell_environment_policy.filters]` has `PATTERN = "include" | "exclude"`; once one is included, only such names get through, and
  // unlike `set` in the older form those that the policy itself sets are filtered, too.
  const included = Object.keys(filters).filter((pattern) => filters[pattern] === 'include')
  if (included.length === 0) return []
  const lost = listHooks(world)
    .map(({ name }) => name)
    .filter((name) => !included.some((pattern) => matchesPattern(pattern, name)))
  if (lost.length === 0) return []
  const lines = lost.map((name) => `${name} = "include"`).join(', ')
  return [
    {
      what: `${path}: [shell_environment_policy.filters] includes no ${lost.join(' and no ')}, so Codex takes the hook away`,
      remedy: `add there: ${lines}, SHLVL = "include", CODEX_ENV_SHIM_LEVEL = "include"; then check with: ${PROGRAM} verify`,
    },
  ]
}
