import { closeSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { AUDIT, COLLECTOR } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { adoptLog } from '../read/adopt.js'
import { claimLogs, findSpooled, offerLog } from '../read/claim.js'
import { appendLines, openForAppending } from '../read/log-file.js'
import type { Sink } from '../read/mark.js'
import { locateSpool, openSpool, readSpooled, type Spool } from './spool-folder.js'

/** A shell that has opened a spooled log writes its one line and is done. */
const SETTLE_MS = 50

/**
 * Brings the lines that sandboxed commands left in the spool (shells/record/record.sh), and what was in the FIFO when its collector died
 * (shells/watch/guard), into the log: once, however many readers come at the same time; again only if one died amid it. Answers what
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
  try {
    offerLog(spool)
    const names = findSpooled(spool)
    if (names.length === 0) return []
    // Whoever cannot write the log (a sandboxed reader) must leave the spool as it is.
    const log = openForAppending(world)
    try {
      const claims = claimLogs(spool, names)
      await setTimeout(SETTLE_MS)
      return claims.flatMap((claim) => mergeLog(world, spool, claim, log))
    } finally {
      closeSync(log)
    }
  } finally {
    closeSync(spool.fd)
  }
}

/** A spooled log is removed when all that it holds is in the log; until then the next reader finds it. */
function mergeLog(world: World, spool: Spool, claim: string, log: number): readonly string[] {
  const text = readSpooled(world, claim)
  if (text === undefined) return []
  if (!Buffer.isBuffer(text))
    return [`${spool.name}/${AUDIT.log} ${text.refused}; it was not merged`]
  const { lines, spent } = adoptLog(world, spool, text)
  appendLines(log, lines)
  for (const file of [claim, ...spent]) rmSync(file, { force: true })
  return []
}
