import { join } from 'node:path'
import { parseChoice, parseLogin } from '../declaration/declaration.js'
import { type Entry, parseEntries } from '../declaration/ini/entries.js'
import { attempt, type Faults, throwFaults } from '../declaration/ini/faults.js'
import { parseLayer } from '../declaration/ini/layer.js'
import { readSource, requireText } from '../declaration/ini/source.js'
import { parseRestore, type Wanted } from '../declaration/restore.js'
import { requireOwn } from '../files/own-file.js'
import { type LoginMode, ON_ERROR, type OnError } from '../plan/modes.js'
import type { Op } from '../plan/plan.js'
import { SETTINGS } from '../system/names.js'
import type { World } from '../system/world.js'
import { type AuditSettings, parseAudit } from './audit.js'
import { parseSecure, type SecureSettings } from './secure.js'

/** The user's own settings: the lowest layer, and what no repository may weaken. */
export type Settings = {
  readonly ops: readonly Op[]
  readonly restore: readonly Wanted[]
  readonly login: LoginMode
  readonly onError: OnError
  readonly audit: AuditSettings
  readonly secure: SecureSettings
}

const SECTIONS = [
  'env',
  'path',
  'append',
  'unset',
  'restore',
  'shell',
  'plan',
  'audit',
  'secure',
] as const

/** Where the user's settings are, whether they exist or not. */
export function locateSettings(world: World): string {
  return join(world.places.config, SETTINGS)
}

/** Parses and checks the text of the user's settings; no text means the defaults. Throws one error that has all that is wrong. */
export function parseSettings(text: string | undefined, file: string): Settings {
  const faults: Faults = []
  const entries = readSettingsEntries(text ?? '', file, faults)
  const onError =
    attempt(faults, () => parseChoice(entries, 'plan', 'on_error', ON_ERROR)) ?? 'last-good'
  const audit = attempt(faults, () => parseAudit(entries)) ?? parseAudit([])
  const secure = attempt(faults, () => parseSecure(entries)) ?? parseSecure([])
  const login = attempt(faults, () => parseLogin(entries)) ?? 'suppress'
  const ops = parseLayer(entries, undefined, faults)
  const restore = parseRestore(entries, faults)
  throwFaults(faults)
  // Strict mode fails closed.
  const isStrict = secure.mode === 'strict'
  return {
    ops,
    restore,
    login,
    onError: isStrict ? 'refuse' : onError,
    audit: isStrict ? { ...audit, required: true } : audit,
    secure,
  }
}

/** The lines of the user's settings that can be read; what is wrong with the others is kept in `faults`. */
export function readSettingsEntries(
  text: string,
  file: string,
  faults: Faults = [],
): readonly Entry[] {
  return parseEntries(text, file, SECTIONS, faults)
}

/** Reads the user's settings, as they are now or as they were read already; refuses those that somebody else can write. */
export function readSettings(world: World, source = readSource(locateSettings(world))): Settings {
  requireOwn(world, world.places.config)
  requireOwn(world, source.file)
  return parseSettings(requireText(source), source.file)
}
