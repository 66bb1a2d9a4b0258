import { closeSync, fstatSync } from 'node:fs'
import { listRotated } from '../ship/rotated.js'
import { scanBackward } from './backward.js'
import { decodeBytes } from './bytes.js'
import type { EndRecord } from './end.js'
import { openLog } from './log-file.js'
import { readRotatedEntries } from './newest.js'
import type { AuditRecord, Entry } from './record.js'
import { makeSearch, type Search } from './search.js'

/** One command, and how it ended, if that is known. */
export type Found = { readonly record: AuditRecord; readonly end: EndRecord | undefined }

/** The newest command that an id names, of its tool call, its time or its process; nothing older than it is read. */
export async function findRecord(log: string, id: string): Promise<Found | undefined> {
  const search = makeSearch({ id })
  const look = makeLook()
  const fd = openLog(log)
  try {
    const stat = fd === undefined ? undefined : fstatSync(fd)
    const found = fd === undefined ? undefined : findIn(fd, stat?.size ?? 0, search, look)
    if (found) return found
    for (const rotated of listRotated(log, stat).toReversed()) {
      const older = rotated.isCompressed
        ? await findLast(readRotatedEntries(rotated, search), look)
        : findInFile(rotated.path, search, look)
      if (older) return older
    }
    return undefined
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** Is shown entries, the newest first, until one is a command. */
type Look = (entry: Entry) => Found | undefined

function makeLook(): Look {
  const ends = new Map<number, EndRecord>()
  return (entry) => {
    if (entry.kind === 'end' && !ends.has(entry.end.pid)) ends.set(entry.end.pid, entry.end)
    if (entry.kind !== 'record') return undefined
    return { record: entry.record, end: ends.get(entry.record.pid ?? 0) }
  }
}

function findInFile(path: string, search: Search, look: Look): Found | undefined {
  const fd = openLog(path)
  if (fd === undefined) return undefined
  try {
    return findIn(fd, fstatSync(fd).size, search, look)
  } finally {
    closeSync(fd)
  }
}

function findIn(fd: number, end: number, search: Search, look: Look): Found | undefined {
  for (const { bytes } of scanBackward(fd, end, search.wanted)) {
    for (const entry of search.parse([decodeBytes(bytes)]).toReversed()) {
      const found = look(entry)
      if (found) return found
    }
  }
  return undefined
}

/** What is compressed is read from its beginning: the newest command of it, and what ended behind it. */
async function findLast(
  all: AsyncGenerator<readonly Entry[]>,
  look: Look,
): Promise<Found | undefined> {
  let last: Entry[] = []
  for await (const entries of all) {
    for (const entry of entries) last = entry.kind === 'record' ? [entry] : [...last, entry]
  }
  return last.toReversed().map(look).find(Boolean)
}
