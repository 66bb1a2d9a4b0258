import type { World } from '../../system/world.js'
import type { Obstacle } from '../agent.js'

/** What keeps Codex's commands from being reached although it is enabled. */
export function findCodexObstacles(_world: World): readonly Obstacle[] {
  return []
}
