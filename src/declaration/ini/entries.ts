import { type Place, ShimError } from '../../system/errors.js'
import { decodeValue } from './value.js'

/** One `key = value` line and where it stands; `list` if it was written `key[] = value`. */
export type Entry = {
  readonly section: string
  readonly key: string
  readonly list: boolean
  readonly value: string
  readonly place: Place & { readonly line: number }
}

const SECTION = /^\[([^\]]*)\]\s*(?:[;#].*)?$/

/**
 * Reads the lines of an ini text, in order. `ini` itself is given one value at a time: its whole-file parser knows no
 * line numbers, lets a later key win in silence, and skips what it does not understand.
 */
export function parseEntries(
  text: string,
  file: string,
  sections: readonly string[],
): readonly Entry[] {
  const entries: Entry[] = []
  let section: string | undefined
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, written] of lines.entries()) {
    const line = written.trim()
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue
    const place = { file, line: index + 1 }
    if (line.startsWith('[')) section = parseSection(line, place, sections)
    else entries.push(parseEntry(line, section, place))
  }
  rejectRepeated(entries)
  return entries
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
  const expected = known.map((one) => `[${one}]`).join(' ')
  return reject(`unknown section [${name}]`, place, `expected one of ${expected}`)
}

function parseEntry(line: string, section: string | undefined, place: Entry['place']): Entry {
  const at = line.indexOf('=')
  if (at < 1) reject('not an entry', place, 'expected NAME = value')
  if (section === undefined) reject('an entry before the first section', place, 'expected [env]')
  const [, key = '', brackets] = /^(.*?)\s*(\[\])?$/.exec(line.slice(0, at).trim()) ?? []
  const decoded = decodeValue(line.slice(at + 1))
  if (!decoded.ok) reject(`${key}: ${decoded.what}`, place, decoded.remedy)
  return { section, key, list: brackets !== undefined, value: decoded.value, place }
}

function rejectRepeated(entries: readonly Entry[]): void {
  const first = new Map<string, Entry>()
  for (const entry of entries.filter(({ list }) => !list)) {
    const name = nameEntry(entry)
    const earlier = first.get(name)
    if (earlier) rejectEntry(entry, `${name} is already given in line ${earlier.place.line}`)
    first.set(name, entry)
  }
}

function reject(what: string, place: Place, remedy?: string): never {
  throw new ShimError('bad-declaration', what, { place, ...(remedy ? { remedy } : {}) })
}
