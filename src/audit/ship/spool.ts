import { closeSync } from 'node:fs'
import { join } from 'node:path'
import { COLLECTOR } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { adoptLog } from '../read/adopt.js'
import { claimLogs, findSpooled, offerLog, releaseLog } from '../read/claim.js'
import { appendLines, openForAppending } from '../read/log-file.js'
import type { Sink } from '../read/mark.js'
import {
  closeSpool,
  locateSpool,
  MAX_SPOOLED,
  openSpool,
  readSpooled,
  removeSpooled,
  type Spool,
} from './spool-folder.js'

/** A shell that has opened a spooled log writes its one line and is done. */
const SETTLE_MS = 50

/**
 * Brings the lines that sandboxed commands left in the spool (shells/record/record.sh), and what was in the FIFO when its collector died
 * (collect/guard.bash), into the log: once, however many readers come at the same time; again only if one died amid it. Answers what
 * could not be done: no reason not to read the log.
 */
export async function mergeSpools(world: World): Promise<readonly string[]> {
  return [
    ...(await mergeSpool(world, locateSpool(world), 'spool')),
    ...(await mergeSpool(world, join(world.places.state, COLLECTOR.rest), 'fifo')),
  ]
}

async function mergeSpool(world: World, name: string, sink: Sink): Promise<readonly string[]> {
  try {
    const spool = openSpool(world, name, sink)
    if (!spool) return []
    if ('refused' in spool) return [`${spool.refused}; it was not merged`]
    return await mergeLogs(world, spool)
  } catch (error) {
    return [`${name} was not merged: ${error instanceof Error ? error.message : String(error)}`]
  }
}

async function mergeLogs(world: World, spool: Spool): Promise<readonly string[]> {
  const { folder } = spool
  try {
    offerLog(folder)
    const names = findSpooled(folder)
    if (names.length === 0) return []
    // Whoever cannot write the log (a sandboxed reader) must leave the spool as it is.
    const log = openForAppending(world)
    try {
      const claims = claimLogs(folder, names)
      await (await import('node:timers/promises')).setTimeout(SETTLE_MS)
      return mergeAll(world, spool, claims, log)
    } finally {
      closeSync(log)
    }
  } finally {
    closeSpool(spool)
  }
}

/** What one reading takes is bounded, however many logs somebody has put there: the next reading goes on. */
function mergeAll(
  world: World,
  spool: Spool,
  claims: readonly string[],
  log: number,
): readonly string[] {
  let left = MAX_SPOOLED
  const problems = claims.flatMap((claim) => {
    if (left <= 0) {
      releaseLog(spool.folder, claim)
      return []
    }
    const merged = mergeLog(world, spool, claim, log)
    left -= merged.bytes
    return merged.problems
  })
  const isRest = left <= 0 && findSpooled(spool.folder).length > 0
  return isRest
    ? [...problems, `${spool.folder.name} holds more: the next reading merges it`]
    : problems
}

/** A spooled log is removed when all that it holds is in the log; until then the next reader finds it. */
function mergeLog(world: World, spool: Spool, claim: string, log: number) {
  const text = readSpooled(world, spool.folder, claim)
  if (text === undefined) return { bytes: 0, problems: [] }
  if (!Buffer.isBuffer(text)) {
    const problem = `${spool.folder.name}/${claim} ${text.refused}; it was not merged: remove it`
    return { bytes: 0, problems: [problem] }
  }
  const { lines, spent } = adoptLog(world, spool, text)
  appendLines(log, lines)
  removeSpooled(spool.folder, claim)
  for (const name of spent) if (spool.texts) removeSpooled(spool.texts, name)
  return { bytes: text.length, problems: [] }
}
