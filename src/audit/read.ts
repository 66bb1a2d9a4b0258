import { closeSync, fstatSync } from 'node:fs'
import { type Filter, matches } from './filter.js'
import { followLines } from './follow.js'
import { findLastEnd, makeSplitter, readBackward, readForward } from './lines.js'
import { openLog } from './log-file.js'
import { type AuditRecord, type Entry, parseLine } from './record.js'

/** What to read of the log: the newest `count` entries that pass the filter, and then, if asked, what comes. */
export type Reading = {
  readonly count: number
  readonly follow: boolean
  readonly filter: Filter
}

/** The entries asked for, oldest first, a handful at a time; the whole log is never in memory. */
export async function* readEntries(
  log: string,
  { count, follow, filter }: Reading,
): AsyncGenerator<readonly Entry[]> {
  const parse = (lines: readonly string[]) =>
    lines.flatMap(parseLine).filter((entry) => matches(entry, filter))
  const fd = openLog(log)
  let isOpen = fd !== undefined
  try {
    const size = fd === undefined ? 0 : fstatSync(fd).size
    // A last line without its newline is still being written: the follower tells it when it is whole.
    const end = follow && fd !== undefined ? findLastEnd(fd, size) : size
    if (fd !== undefined && count === Infinity) {
      for (const lines of readAll(fd, end)) yield parse(lines)
    } else if (fd !== undefined) {
      yield readNewest(fd, end, count, parse)
    }
    if (follow) {
      isOpen = false
      const open = fd === undefined ? undefined : { fd, at: end }
      for await (const lines of followLines(log, open)) yield parse(lines)
    }
  } finally {
    if (isOpen && fd !== undefined) closeSync(fd)
  }
}

/** The newest command that an id names: of its tool call, its time or its process. */
export async function findRecord(log: string, id: string): Promise<AuditRecord | undefined> {
  const reading = { count: Infinity, follow: false, filter: { id } }
  let found: AuditRecord | undefined
  for await (const entries of readEntries(log, reading)) {
    for (const entry of entries) if (entry.kind === 'record') found = entry.record
  }
  return found
}

function* readAll(fd: number, end: number): Generator<readonly string[]> {
  const splitter = makeSplitter()
  for (const block of readForward(fd, 0, end)) yield splitter.split(block)
  yield splitter.flush()
}

function readNewest(
  fd: number,
  end: number,
  count: number,
  parse: (lines: readonly string[]) => readonly Entry[],
): readonly Entry[] {
  const found: Entry[] = []
  for (const line of count > 0 ? readBackward(fd, end) : []) {
    found.push(...parse([line]).toReversed())
    if (found.length >= count) break
  }
  return found.slice(0, count).toReversed()
}
