import { closeSync, fstatSync } from 'node:fs'
import { nameError } from '../../system/system-error.js'
import { listRotated, type RotatedLog, readRotated } from '../ship/rotated.js'
import type { EndRecord } from './end.js'
import { type Filter, matches } from './filter.js'
import { followLines } from './follow.js'
import { findLastEnd, makeSplitter, readBackward, readForward } from './lines.js'
import { openLog } from './log-file.js'
import { type AuditRecord, type Entry, parseLine, renderUnreadable } from './record.js'

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
    const stat = fd === undefined ? undefined : fstatSync(fd)
    const size = stat?.size ?? 0
    const rotated = listRotated(log, stat)
    // A last line without its newline is still being written: the follower tells it when it is whole.
    const end = follow && fd !== undefined ? findLastEnd(fd, size) : size
    if (count === Infinity) {
      for (const one of rotated) yield* readOlder(one, parse)
      for (const lines of fd === undefined ? [] : readAll(fd, end)) yield parse(lines)
    } else {
      const newest = fd === undefined ? [] : readNewest(fd, end, count, parse)
      yield [...(await readNewestOlder(rotated, count - countOf(newest), parse)), ...newest]
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

/** The newest command that an id names, of its tool call, its time or its process; and how it ended, if that is known. */
export async function findRecord(
  log: string,
  id: string,
): Promise<{ readonly record: AuditRecord; readonly end: EndRecord | undefined } | undefined> {
  const reading = { count: Infinity, follow: false, filter: { id } }
  let record: AuditRecord | undefined
  let end: EndRecord | undefined
  for await (const entries of readEntries(log, reading)) {
    for (const entry of entries) {
      if (entry.kind === 'record') [record, end] = [entry.record, undefined]
      if (entry.kind === 'end' && entry.end.pid === record?.pid) end = entry.end
    }
  }
  return record && { record, end }
}

type Parse = (lines: readonly string[]) => readonly Entry[]

function* readAll(fd: number, end: number): Generator<readonly string[]> {
  const splitter = makeSplitter()
  for (const block of readForward(fd, 0, end)) yield splitter.split(block)
  yield splitter.flush()
}

/** A rotated log from its beginning; one that is torn says so where it ends. */
async function* readOlder(log: RotatedLog, parse: Parse): AsyncGenerator<readonly Entry[]> {
  const splitter = makeSplitter()
  try {
    for await (const block of readRotated(log)) yield parse(splitter.split(block))
    yield parse(splitter.flush())
  } catch (error) {
    yield parse(splitter.flush())
    yield [renderUnreadable(`${log.path} cannot be read further (${nameError(error)})`)]
  }
}

function readNewest(fd: number, end: number, count: number, parse: Parse): readonly Entry[] {
  const found: Entry[] = []
  for (const line of count > 0 ? readBackward(fd, end) : []) {
    found.push(...parse([line]).toReversed())
    if (countOf(found) >= count) break
  }
  return takeLast(found.toReversed(), count)
}

/** An ending belongs to a command: it is not counted. */
function countOf(entries: readonly Entry[]): number {
  return entries.filter(({ kind }) => kind !== 'end').length
}

/** The last ones, as many as counted, with the endings among and behind them. */
function takeLast(entries: readonly Entry[], count: number): readonly Entry[] {
  let left = countOf(entries) - count
  return entries.filter(({ kind }) => (kind === 'end' ? left <= 0 : left-- <= 0))
}

/** The newest entries of the rotated logs: those of the newest log first asked. */
async function readNewestOlder(
  logs: readonly RotatedLog[],
  count: number,
  parse: Parse,
): Promise<readonly Entry[]> {
  let found: readonly Entry[] = []
  for (const log of logs.toReversed()) {
    if (countOf(found) >= count) break
    found = [...(await readLast(log, count - countOf(found), parse)), ...found]
  }
  return found
}

async function readLast(log: RotatedLog, count: number, parse: Parse): Promise<readonly Entry[]> {
  const fd = log.isCompressed ? undefined : openLog(log.path)
  if (fd !== undefined) {
    try {
      return readNewest(fd, fstatSync(fd).size, count, parse)
    } finally {
      closeSync(fd)
    }
  }
  // What is compressed can only be read from its beginning.
  let last: readonly Entry[] = []
  for await (const entries of readOlder(log, parse)) last = takeLast([...last, ...entries], count)
  return last
}
