import { type Place, ShimError } from '../../system/errors.js'
import { attempt, type Faults } from './faults.js'
import { suggestLine, suggestSection } from './remedies.js'
import { decodeValue, type Quote } from './value.js'

/** One `key = value` line and where it stands; `list` if it was written `key[] = value`. */
export type Entry = {
  readonly section: string
  readonly key: string
  readonly list: boolean
  readonly value: string
  /** The quotes in which the value stands, '' for none. */
  readonly quote: Quote
  readonly place: Place & { readonly line: number }
}

const SECTION = /^\[([^\]]*)\]\s*(?:[;#].*)?$/

/** The section of the lines below one that is wrong: they belong nowhere, and are not wrong for that. */
const UNKNOWN = Symbol('unknown section')

/**
 * Reads the lines of an ini text, in order; what is wrong with some is kept in `faults`. `ini` itself is given one value at a time: its
 * whole-file parser knows no line numbers, lets a later key win in silence, and skips what it does not understand.
 */
export function parseEntries(
  text: string,
  file: string,
  sections: readonly string[],
  faults: Faults,
): readonly Entry[] {
  const entries: Entry[] = []
  let section: string | typeof UNKNOWN | undefined
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, written] of lines.entries()) {
    const line = written.trim()
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue
    const place = { file, line: index + 1 }
    if (line.startsWith('[')) {
      section = attempt(faults, () => parseSection(line, place, sections)) ?? UNKNOWN
    } else if (section !== UNKNOWN) {
      const known = section
      const entry = attempt(faults, () => parseEntry(line, known, place))
      if (entry) entries.push(entry)
    }
  }
  return dropRepeated(entries, faults)
}

/** Refuses an entry: what is wrong, where, and what was expected. */
export function rejectEntry(entry: Entry, what: string, remedy?: string): never {
  reject(what, entry.place, remedy)
}

/** The name of an entry as its user wrote it. */
export function nameEntry({ section, key, list }: Entry): string {
  return `[${section}] ${key}${list ? '[]' : ''}`
}

function parseSection(line: string, place: Place, known: readonly string[]): string {
  const name = SECTION.exec(line)?.[1]?.trim()
  if (name === undefined) reject('not a section', place, 'expected [name] on a line of its own')
  if (known.includes(name)) return name
  return reject(`unknown section [${name}]`, place, suggestSection(name, known))
}

function parseEntry(line: string, section: string | undefined, place: Entry['place']): Entry {
  const at = line.indexOf('=')
  if (at < 1) reject('not an entry', place, suggestLine(line, section))
  if (section === undefined) reject('an entry before the first section', place, 'expected [env]')
  const [, key = '', brackets] = /^(.*?)\s*(\[\])?$/.exec(line.slice(0, at).trim()) ?? []
  const decoded = decodeValue(line.slice(at + 1))
  if (!decoded.ok) reject(`${key}: ${decoded.what}`, place, decoded.remedy)
  const { value, quote } = decoded
  return { section, key, list: brackets !== undefined, value, quote, place }
}

/** The first of several entries of one name counts. */
function dropRepeated(entries: readonly Entry[], faults: Faults): readonly Entry[] {
  const first = new Map<string, Entry>()
  return entries.filter((entry) => {
    const name = nameEntry(entry)
    const earlier = entry.list ? undefined : first.get(name)
    if (!earlier) {
      first.set(name, entry)
      return true
    }
    const what = `${name} is already given in line ${earlier.place.line}`
    attempt(faults, () => rejectEntry(entry, what, 'take one of the two out'))
    return false
  })
}

function reject(what: string, place: Place, remedy?: string): never {
  throw new ShimError('bad-declaration', what, { place, ...(remedy ? { remedy } : {}) })
}
