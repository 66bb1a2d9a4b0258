import { join } from 'node:path'
import { type AuditSettings, parseAudit } from '../audit/settings.js'
import { requireOwn } from '../files/own-file.js'
import type { Op } from '../plan/plan.js'
import { parseSecure, type SecureSettings } from '../secure/settings.js'
import { SETTINGS } from '../system/names.js'
import type { World } from '../system/world.js'
import { type LoginMode, parseChoice, parseLogin } from './declaration.js'
import { parseEntries } from './ini/entries.js'
import { parseLayer } from './ini/layer.js'
import { readSource, requireText } from './ini/source.js'
import { parseRestore, type Wanted } from './restore.js'

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
  readonly secure: SecureSettings
}

const SECTIONS = ['env', 'path', 'unset', 'restore', 'shell', 'plan', 'audit', 'secure'] as const

/** Where the user's settings are, whether they exist or not. */
export function locateSettings(world: World): string {
  return join(world.places.config, SETTINGS)
}

/** Parses and checks the text of the user's settings; no text means the defaults. */
export function parseSettings(text: string | undefined, file: string): Settings {
  const entries = parseEntries(text ?? '', file, SECTIONS)
  const onError = parseChoice(entries, 'plan', 'on_error', ON_ERROR) ?? 'last-good'
  const audit = parseAudit(entries)
  const secure = parseSecure(entries)
  // Strict mode fails closed.
  const isStrict = secure.mode === 'strict'
  return {
    ops: parseLayer(entries, undefined),
    restore: parseRestore(entries),
    login: parseLogin(entries) ?? 'suppress',
    onError: isStrict ? 'refuse' : onError,
    audit: isStrict ? { ...audit, required: true } : audit,
    secure,
  }
}

/** Reads the user's settings, as they are now or as they were read already; refuses those that somebody else can write. */
export function readSettings(world: World, source = readSource(locateSettings(world))): Settings {
  requireOwn(world, world.places.config)
  requireOwn(world, source.file)
  return parseSettings(requireText(source), source.file)
}
