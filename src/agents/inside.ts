import { ShimError } from '../system/errors.js'
import { AGENT_MARKERS } from '../system/names.js'
import type { World } from '../system/world.js'

/** Refuses what only the user may do: inside an agent nobody knows who asks. */
export function requireOutsideAgent(world: World, action: string): void {
  const marker = AGENT_MARKERS.find((name) => world.env[name])
  if (!marker) return
  throw new ShimError('inside-agent', `${action} is for you, not for an agent (${marker} is set)`, {
    remedy: 'run it in a terminal of your own',
  })
}
