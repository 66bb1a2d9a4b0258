import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { KNOWN_AGENTS, SHARED_MARKERS } from './known.js'

/**
 * Refuses (exit 125) what only the user may do: inside an agent it cannot be known who asks. `action` is the verb as it was called.
 * This keeps an agent from deciding by mistake or because a repository told it to; an agent that takes the markers away on purpose is
 * stopped by its sandbox, or not at all (docs/security.md).
 */
export function requireOutsideAgent({ env }: Pick<World, 'env'>, action: string): void {
  const marker = findMarker(env)
  if (!marker) return
  throw new ShimError('inside-agent', `${action} is for you, not for an agent (${marker} is set)`, {
    remedy: 'run it in a terminal of your own',
  })
}

/** The variable that tells that an agent started this process, if there is one. */
export function findMarker(env: World['env']): string | undefined {
  return (
    KNOWN_AGENTS.flatMap(({ markers }) => markers).find((name) => env[name]) ??
    SHARED_MARKERS.find(({ name, values }) => values.test(env[name] ?? ''))?.name
  )
}
