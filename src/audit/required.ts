import { type AuditSettings, parseAudit } from '../settings/audit.js'
import { readSettings } from '../settings/settings.js'
import type { World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'

/** Must a command that cannot be recorded be refused? */
export function isAuditRequired(world: World): boolean {
  return readAuditSettings(world).required
}

/** What the user wants of the log: only their own settings can say so. */
export function readAuditSettings(world: World): AuditSettings {
  return readSettings(world).audit
}

/** The same for a reader, whom broken settings must not keep from the log: they are told, and the defaults hold. */
export function findAuditSettings(world: World): {
  readonly settings: AuditSettings
  readonly warnings: readonly string[]
} {
  try {
    return { settings: readAuditSettings(world), warnings: [] }
  } catch (error) {
    return {
      settings: parseAudit([]),
      warnings: [foldLines(String(error instanceof Error ? error.message : error))],
    }
  }
}
