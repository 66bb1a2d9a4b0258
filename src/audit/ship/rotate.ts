import {
  closeSync,
  constants,
  createReadStream,
  createWriteStream,
  openSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { takeLock } from '../../files/lock.js'
import { requireOwnFolder } from '../../files/own-file.js'
import type { AuditSettings } from '../../settings/audit.js'
import { readClock, type World } from '../../system/world.js'
import { locateLog, statLog } from '../read/log-file.js'
import { listTexts, removeOrphans, removeTexts } from './prune.js'
import { listRotated, type RotatedLog } from './rotated.js'

/** A rotation that takes longer than this has died; so has one that began as far ahead, before the clock was set back. */
const STALE_LOCK_MS = 10 * 60_000

/** When a log is too large, and how many of them there may be. */
type Size = Pick<AuditSettings, 'maxBytes' | 'keep'>

/** Rotates the log if it is larger than the user wants it; answers whether it was. */
export async function rotateLarge(world: World, settings: Size): Promise<boolean> {
  const size = statLog(locateLog(world))?.size ?? 0
  return size > settings.maxBytes && (await rotateLog(world, settings))
}

/**
 * Renames the log to `audit.jsonl.1`, the older ones to the next numbers, and makes a new one; no command needs to be told. From
 * the second on they are compressed: a command that opened the log before it was renamed may still write to the first.
 */
export async function rotateLog(world: World, { keep }: Size): Promise<boolean> {
  const log = locateLog(world)
  requireOwnFolder(world, world.places.state)
  if (!statLog(log)?.size || !lock(log)) return false
  try {
    for (const old of listNumbered(log)) renameSync(old.path, old.next)
    renameSync(log, `${log}.1`)
    closeSync(openSync(log, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600))
    for (const old of listNumbered(log)) {
      if (old.number > keep) await remove(world, old)
      else if (old.number > 1 && !old.isCompressed) await compress(old.path)
    }
    await removeOrphans(world, listRotated(log)[0])
    return true
  } finally {
    rmSync(`${log}.lock`, { force: true })
  }
}

function lock(log: string): boolean {
  const file = `${log}.lock`
  const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? readClock().getTime()
  if (Math.abs(readClock().getTime() - since) > STALE_LOCK_MS) rmSync(file, { force: true })
  return takeLock(file)
}

/** The numbered ones, the oldest first, so that each can take the next number. */
function listNumbered(log: string) {
  return listRotated(log).flatMap((one) => {
    const digits = /\.(\d+)(?:\.gz)?$/.exec(one.path)?.[1]
    if (digits === undefined) return []
    const number = Number(digits)
    return [{ ...one, number, next: `${log}.${number + 1}${one.isCompressed ? '.gz' : ''}` }]
  })
}

/** The texts of its long commands go with a log. */
async function remove(world: World, old: RotatedLog): Promise<void> {
  const texts = await listTexts(old)
  rmSync(old.path)
  removeTexts(world, texts)
}

/** The file keeps its time; it is there in one form or the other at any moment. */
async function compress(path: string): Promise<void> {
  const { pipeline } = await import('node:stream/promises')
  const { createGzip } = await import('node:zlib')
  const { atime, mtime } = statSync(path)
  const temporary = `${path}.gz.new`
  const file = createWriteStream(temporary, { mode: 0o600, flush: true })
  await pipeline(createReadStream(path), createGzip(), file)
  utimesSync(temporary, atime, mtime)
  renameSync(temporary, `${path}.gz`)
  rmSync(path)
}
