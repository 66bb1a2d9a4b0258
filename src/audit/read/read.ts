import { closeSync, fstatSync } from 'node:fs'
import { listRotated, type RotatedLog } from '../ship/rotated.js'
import type { Filter } from './filter.js'
import { followLines } from './follow.js'
import { findLastEnd } from './lines.js'
import { openLog } from './log-file.js'
import { findNewest, findNewestRotated, type Part } from './newest.js'
import type { AuditRecord, Entry } from './record.js'
import { makeSearch, type Search } from './search.js'

/** What to read of the log: the newest `count` entries that pass the filter, and then, if asked, what comes. */
export type Reading = {
  readonly count: number
  readonly follow: boolean
  readonly filter: Filter
}

/** Answers the whole text of a long command. */
type ReadCommand = (record: AuditRecord) => string | undefined

/** The entries asked for, oldest first, a handful at a time; the whole log is never in memory. */
export async function* readEntries(
  log: string,
  { count, follow, filter }: Reading,
  readCommand?: ReadCommand,
): AsyncGenerator<readonly Entry[]> {
  const search = makeSearch(filter, readCommand)
  const fd = openLog(log)
  let isOpen = fd !== undefined
  try {
    const stat = fd === undefined ? undefined : fstatSync(fd)
    const size = stat?.size ?? 0
    // A last line without its newline is still being written: the follower tells it when it is whole.
    const end = follow && fd !== undefined ? findLastEnd(fd, size) : size
    const rotated = listRotated(log, stat)
    const newest = fd === undefined ? undefined : findNewest(fd, end, count, search)
    yield* readRotatedLogs(rotated, count - (newest?.count ?? 0), search)
    if (newest) yield* newest.read()
    if (follow) {
      isOpen = false
      const open = fd === undefined ? undefined : { fd, at: end }
      for await (const lines of followLines(log, open)) yield search.parse(lines)
    }
  } finally {
    if (isOpen && fd !== undefined) closeSync(fd)
  }
}

/** As many of the newest entries of rotated logs: those of the newest log are asked first, those of the oldest told first. */
async function* readRotatedLogs(
  logs: readonly RotatedLog[],
  count: number,
  search: Search,
): AsyncGenerator<readonly Entry[]> {
  if (count === Infinity) {
    for (const log of logs) yield* (await findNewestRotated(log, count, search)).read()
    return
  }
  const parts: Part[] = []
  let left = count
  for (const log of logs.toReversed()) {
    if (left <= 0) break
    const part = await findNewestRotated(log, left, search)
    parts.push(part)
    left -= part.count
  }
  for (const part of parts.toReversed()) yield* part.read()
}
