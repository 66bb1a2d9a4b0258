import { readSource, requireText } from '../ini/source.js'
import { locateSettings, parseSettings } from '../settings.js'
import { requireOwn } from '../store.js'
import type { World } from '../world.js'

/** Must a command that cannot be recorded be refused? Only the user's own settings can say so. */
export function isAuditRequired(world: World): boolean {
  const file = locateSettings(world)
  requireOwn(world, world.places.config)
  requireOwn(world, file)
  return parseSettings(requireText(readSource(file)), file).auditRequired
}
