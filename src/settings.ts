import { join } from 'node:path'
import { type AuditSettings, parseAudit } from './audit/settings.js'
import { type LoginMode, parseChoice, parseLogin } from './declaration.js'
import { parseEntries } from './ini/entries.js'
import { parseLayer } from './ini/layer.js'
import { SETTINGS } from './names.js'
import type { Op } from './plan.js'
import { parseRestore, type Wanted } from './restore.js'
import type { World } from './world.js'

/** What happens to a command where its plan cannot be made. */
export const ON_ERROR = ['last-good', 'refuse'] as const
export type OnError = (typeof ON_ERROR)[number]

/** The user's own settings: the lowest layer, and what no repository may weaken. */
export type Settings = {
  readonly ops: readonly Op[]
  readonly restore: readonly Wanted[]
  readonly login: LoginMode
  readonly onError: OnError
  readonly audit: AuditSettings
}

const SECTIONS = ['env', 'path', 'unset', 'restore', 'shell', 'plan', 'audit'] as const

/** Where the user's settings are, whether they exist or not. */
export function locateSettings(world: World): string {
  return join(world.places.config, SETTINGS)
}

/** Parses and checks the text of the user's settings; no text means the defaults. */
export function parseSettings(text: string | undefined, file: string): Settings {
  const entries = parseEntries(text ?? '', file, SECTIONS)
  return {
    ops: parseLayer(entries, undefined),
    restore: parseRestore(entries),
    login: parseLogin(entries) ?? 'suppress',
    onError: parseChoice(entries, 'plan', 'on_error', ON_ERROR) ?? 'last-good',
    audit: parseAudit(entries),
  }
}
