import { statSync } from 'node:fs'
import type { RotatedLog } from '../ship/rotated.js'
import { scanBackward } from './backward.js'
import { parseObject } from './record.js'

/** A clock may have been set back by as much, and what is older stands behind what is newer. */
const LEEWAY_MS = 3_600_000

/** Where the lines begin that can be of `since` (RFC 3339, in UTC) or later; 0 where all of them can. */
export function findSince(fd: number, end: number, since: string): number {
  const limit = limitOf(since)
  for (const { at, bytes } of scanBackward(fd, end)) {
    if (isOlder(bytes, limit)) return at + bytes.length + 1
  }
  return 0
}

/**
 * Was a line written before a time (RFC 3339 in UTC)? Its time is the first member, whose digits can be compared as they are. Of a line
 * from a sandbox that is not known: it came when it came, and says of its time what it likes.
 */
export function isOlder(bytes: Buffer, limit: string): boolean {
  if (bytes.toString('latin1', 9, 9 + limit.length) >= limit) return false
  const { time, sink } = parseObject(bytes.toString()) ?? {}
  return typeof time === 'string' && sink === undefined && time < limit
}

/** Was a rotated log written to for the last time before that? */
export function isBefore({ path }: RotatedLog, since: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat !== undefined && stat.mtimeMs < Date.parse(since) - LEEWAY_MS
}

function limitOf(since: string): string {
  return new Date(Date.parse(since) - LEEWAY_MS).toISOString().slice(0, 23)
}
