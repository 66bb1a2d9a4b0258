import { closeSync, fstatSync } from 'node:fs'
import { nameError } from '../../system/system-error.js'
import { type RotatedLog, readRotated } from '../ship/rotated.js'
import { isPlain, isPlainEnd, scanBackward } from './backward.js'
import { decodeBytes } from './bytes.js'
import { makeSplitter, readForward } from './lines.js'
import { openLog } from './log-file.js'
import { type Entry, renderUnreadable } from './record.js'
import { countEntries, type Search } from './search.js'
import { findSince, isBefore, isOlder } from './since.js'

/** What was found of one log: how many entries that count, and they themselves, oldest first, a handful at a time. */
export type Part = {
  readonly count: number
  readonly read: () => AsyncGenerator<readonly Entry[]> | Generator<readonly Entry[]>
}

/** As many lines are parsed at a time. */
const AT_ONCE = 500

/** The newest `count` entries of an open log before `end`; `Infinity` for all. No more is held than the lines that a filter lets pass. */
export function findNewest(fd: number, end: number, count: number, search: Search): Part {
  const from = search.since === undefined ? 0 : findSince(fd, end, search.since)
  if (count === Infinity) return { count: 0, read: () => readFrom(fd, from, end, search) }
  return search.isEverything
    ? findPlace(fd, end, count, search)
    : findLines(fd, from, end, count, search)
}

/** The same of a rotated log. */
export async function findNewestRotated(
  log: RotatedLog,
  count: number,
  search: Search,
): Promise<Part> {
  if (search.since !== undefined && isBefore(log, search.since))
    return { count: 0, read: readNothing }
  if (log.isCompressed) {
    if (count === Infinity) return { count: 0, read: () => readRotatedEntries(log, search) }
    return keepLast(readRotatedEntries(log, search), count)
  }
  const fd = openLog(log.path)
  if (fd === undefined) return { count: 0, read: readNothing }
  const part = findNewest(fd, fstatSync(fd).size, count, search)
  return {
    count: part.count,
    read: async function* () {
      try {
        yield* part.read()
      } finally {
        closeSync(fd)
      }
    },
  }
}

/** Counts back to where the newest entries begin; most lines need not be parsed to be counted. */
function findPlace(fd: number, end: number, count: number, search: Search): Part {
  let found = 0
  let place = end
  for (const { at, bytes } of count > 0 ? scanBackward(fd, end) : []) {
    const one = isPlain(bytes, 0, bytes.length)
      ? Number(!isPlainEnd(bytes))
      : countEntries(search.parse([decodeBytes(bytes)]))
    place = at
    found += one
    if (found >= count) break
  }
  return { count: found, read: () => dropFirst(readFrom(fd, place, end, search), found - count) }
}

/** Looks back for lines that pass. */
function findLines(fd: number, from: number, end: number, count: number, search: Search): Part {
  const lines: string[] = []
  let found = 0
  let limit = ''
  const isOver = (line: Buffer) => limit !== '' && isOlder(line, limit)
  const scan = scanBackward(fd, end, search.wanted, isOver)
  for (const { at, bytes } of count > 0 ? scan : []) {
    if (at < from) break
    const line = decodeBytes(bytes)
    const entries = search.parse([line])
    if (entries.length > 0) lines.push(line)
    limit = findLimit(entries, search) ?? limit
    found += countEntries(entries)
    if (found >= count) break
  }
  lines.reverse()
  return { count: found, read: () => dropFirst(parseLines(lines, search), found - count) }
}

/** Until when to look on, after these entries. */
function findLimit(entries: readonly Entry[], { reach }: Search): string | undefined {
  const time = entries.flatMap((one) =>
    one.kind === 'record' ? [Date.parse(one.record.time)] : [],
  )[0]
  if (reach === Infinity || time === undefined || Number.isNaN(time)) return undefined
  return new Date(time - reach).toISOString().slice(0, 23)
}

/** What is compressed can only be read from its beginning. */
async function keepLast(all: AsyncGenerator<readonly Entry[]>, count: number): Promise<Part> {
  let last: Entry[] = []
  for await (const entries of all) {
    for (const one of entries) last.push(one)
    if (last.length > 2 * count + AT_ONCE) last = takeLast(last, count)
  }
  const kept = takeLast(last, count)
  return {
    count: countEntries(kept),
    read: function* () {
      yield kept
    },
  }
}

/** The last ones, as many as counted, with the endings among and behind them. */
function takeLast(entries: Entry[], count: number): Entry[] {
  let left = countEntries(entries) - count
  if (left < 0) return entries
  const first = entries.findIndex(({ kind }) => kind !== 'end' && left-- === 0)
  return first < 0 ? [] : entries.slice(first)
}

/** Drops the first ones, as many as counted, and the endings among them. */
function dropCounted(entries: readonly Entry[], drop: number) {
  let left = drop
  const kept = entries.filter(({ kind }) => (kind === 'end' ? left <= 0 : left-- <= 0))
  return { entries: kept, left: Math.max(0, left) }
}

function* dropFirst(all: Generator<readonly Entry[]>, drop: number): Generator<readonly Entry[]> {
  let left = drop
  for (const entries of all) {
    const { entries: kept, left: now } = dropCounted(entries, left)
    left = now
    yield kept
  }
}

function* parseLines(lines: readonly string[], search: Search): Generator<readonly Entry[]> {
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    yield search.parse(lines.slice(at, at + AT_ONCE))
  }
}

function* readFrom(
  fd: number,
  from: number,
  end: number,
  { parse }: Search,
): Generator<readonly Entry[]> {
  const splitter = makeSplitter()
  for (const block of readForward(fd, from, end)) yield parse(splitter.split(block))
  yield parse(splitter.flush())
}

/** A rotated log from its beginning; one that is torn says so where it ends. */
export async function* readRotatedEntries(
  log: RotatedLog,
  { parse }: Search,
): AsyncGenerator<readonly Entry[]> {
  const splitter = makeSplitter()
  try {
    for await (const block of readRotated(log)) yield parse(splitter.split(block))
    yield parse(splitter.flush())
  } catch (error) {
    yield parse(splitter.flush())
    yield [renderUnreadable(`${log.path} cannot be read further (${nameError(error)})`)]
  }
}

function* readNothing(): Generator<readonly Entry[]> {}
