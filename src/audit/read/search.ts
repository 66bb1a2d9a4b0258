import type { Wanted } from './backward.js'
import { type Filter, matches } from './filter.js'
import { listTexts } from './raw-filter.js'
import { type AuditRecord, type Entry, parseLine } from './record.js'

/** What to look for in the lines of a log. */
export type Search = {
  /** The entries of lines that pass the filter. */
  readonly parse: (lines: readonly string[]) => readonly Entry[]
  /** Texts of which a record must hold one to pass; absent where any may pass. */
  readonly wanted: Wanted | undefined
  /** Does every entry pass? */
  readonly isEverything: boolean
  /** Only what is of this time or later, RFC 3339 in UTC. */
  readonly since: string | undefined
  /** The commands of a tool call lie near each other: once one was found, what is older by so much (in ms) is not looked for. */
  readonly reach: number
}

const DAY_MS = 24 * 3_600_000

/** Makes a search of a filter; `readCommand` answers the whole text of a long command. */
export function makeSearch(
  filter: Filter,
  readCommand?: (record: AuditRecord) => string | undefined,
): Search {
  const texts = listTexts(filter)
  const isPossible = (line: string) =>
    !texts || texts.some((text) => line.includes(text)) || !isRecord(line)
  return {
    parse: (lines) =>
      lines
        .filter(isPossible)
        .flatMap(parseLine)
        .filter((entry) => matches(entry, filter, readCommand)),
    wanted: texts?.map((text) => Buffer.from(text)),
    isEverything: Object.values(filter).every((value) => value === undefined),
    since: filter.since,
    reach: filter.call === undefined ? Infinity : DAY_MS,
  }
}

/** An ending belongs to a command: it is not counted. */
export function countEntries(entries: readonly Entry[]): number {
  return entries.filter(({ kind }) => kind !== 'end').length
}

/** Is a line a whole record, or the end of one? By its ends and the name of its second member. */
function isRecord(line: string): boolean {
  const isOne = /^\{"time":"[^"]*","(?:command|began)":/.test(line) && line.endsWith('}')
  return isOne && line.lastIndexOf('{"time":"') === 0
}
