import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LOGIN_MODES, type LoginMode } from '../plan/modes.js'
import type { Op } from '../plan/plan.js'
import type { Request } from '../providers/provider.js'
import { DECLARATION } from '../system/names.js'
import { type Entry, nameEntry, parseEntries, rejectEntry } from './ini/entries.js'
import { attempt, type Faults, throwFaults } from './ini/faults.js'
import { parseLayer, requireShape } from './ini/layer.js'
import { suggestWord } from './ini/remedies.js'
import { parseRequests } from './requests.js'
import { parseRestore, type Wanted } from './restore.js'
import { locateWrap, parseWrap } from './wrap.js'

/** What one project asks for. */
export type Declaration = {
  readonly root: string
  readonly file: string
  /** Whether what is declared above the project counts too. */
  readonly inherit: boolean
  readonly login?: LoginMode
  /** What is asked of providers, in their order; each is a layer of its own, below `ops`. */
  readonly requests: readonly Request[]
  readonly ops: readonly Op[]
  /** What is to be taken from the captured terminal. */
  readonly restore: readonly Wanted[]
  /** What is put in front of every command; empty if nothing is. */
  readonly wrap: readonly string[]
  /** Where that is declared: file and line. */
  readonly wrapFrom?: string
}

const SECTIONS = [
  'project',
  'env',
  'path',
  'append',
  'unset',
  'restore',
  'providers',
  'wrap',
  'shell',
] as const

/** The declaration of the project at `root`, whether it exists or not. */
export function locateDeclaration(root: string): string {
  return join(root, DECLARATION)
}

/** The roots of all declarations at or above a directory, nearest first. */
export function findDeclarations(dir: string): readonly string[] {
  const here = isPresent(locateDeclaration(dir)) ? [dir] : []
  const above = dirname(dir)
  return above === dir ? here : [...here, ...findDeclarations(above)]
}

/** Parses and checks the text of a declaration; throws one error that has all that is wrong with it. */
export function parseDeclaration(text: string, root: string): Declaration {
  const file = locateDeclaration(root)
  const faults: Faults = []
  const entries = readDeclaration(text, root, faults)
  const login = attempt(faults, () => parseLogin(entries))
  const inherit = attempt(faults, () =>
    parseChoice(entries, 'project', 'inherit', ['true', 'false']),
  )
  const wrapPlace = locateWrap(entries)
  const declaration = {
    root,
    file,
    inherit: inherit === 'true',
    ...(login ? { login } : {}),
    requests: parseRequests(entries, root, faults),
    ops: parseLayer(entries, root, faults),
    restore: parseRestore(entries, faults),
    wrap: attempt(faults, () => parseWrap(entries)) ?? [],
    ...(wrapPlace ? { wrapFrom: `${wrapPlace.file}:${wrapPlace.line}` } : {}),
  }
  throwFaults(faults)
  return declaration
}

/** The lines of a declaration that can be read; what is wrong with the others is kept in `faults`. */
export function readDeclaration(text: string, root: string, faults: Faults): readonly Entry[] {
  return parseEntries(text, locateDeclaration(root), SECTIONS, faults)
}

/** The value of the only key of a section, one of a few words. */
export function parseChoice<Word extends string>(
  entries: readonly Entry[],
  section: string,
  key: string,
  words: readonly Word[],
): Word | undefined {
  const [entry] = entries
    .filter((one) => one.section === section)
    .map((one) => requireKey(one, key))
  if (!entry) return undefined
  requireShape(entry, 'single')
  const word = words.find((one) => one === entry.value)
  const found = `${nameEntry(entry)}: ${JSON.stringify(entry.value)}`
  return word ?? rejectEntry(entry, found, suggestWord(entry.value, words))
}

/** The login mode of a file, if it names one. */
export function parseLogin(entries: readonly Entry[]): LoginMode | undefined {
  return parseChoice(entries, 'shell', 'login', LOGIN_MODES)
}

function requireKey(entry: Entry, key: string): Entry {
  if (entry.key === key) return entry
  return rejectEntry(entry, `unknown key ${nameEntry(entry)}`, suggestWord(entry.key, [key]))
}

/** As the shells see it: what cannot be looked at is not there. */
function isPresent(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}
