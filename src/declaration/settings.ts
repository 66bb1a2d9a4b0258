import { join } from 'node:path'
import { type AuditSettings, parseAudit } from '../audit/settings.js'
import { requireOwn } from '../files/own-file.js'
import type { Op } from '../plan/plan.js'
import { parseSecure, type SecureSettings } from '../secure/settings.js'
import { SETTINGS } from '../system/names.js'
import type { World } from '../system/world.js'
import { type LoginMode, parseChoice, parseLogin } from './declaration.js'
import { type Entry, parseEntries } from './ini/entries.js'
import { attempt, type Faults, throwFaults } from './ini/faults.js'
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
