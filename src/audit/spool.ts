import { appendFileSync, closeSync, constants, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { AUDIT } from '../names.js'
import { requireOwnFolder } from '../store.js'
import type { World } from '../world.js'
import { adoptLog } from './adopt.js'
import { claimLogs, findSpooled, offerLog } from './claim.js'
import { locateLog } from './log-file.js'
import { locateSpool, openSpool, readSpooled, type Spool } from './spool-folder.js'

/** A shell that has opened a spooled log writes its one line and is done. */
const SETTLE_MS = 50

/**
 * Brings the lines that sandboxed commands left in the spool (shells/record.sh) into the log: once, however many readers come at
 * the same time; again only if one died amid it. Answers what could not be done: no reason not to read the log.
 */
export async function mergeSpool(world: World): Promise<readonly string[]> {
  const name = locateSpool(world)
  try {
    const spool = openSpool(world, name)
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
  for (const line of lines) appendFileSync(log, `${line}\n`)
  for (const file of [claim, ...spent]) rmSync(file, { force: true })
  return []
}

function openForAppending(world: World): number {
  const { state } = world.places
  requireOwnFolder(world, state)
  mkdirSync(join(state, AUDIT.commands), { recursive: true, mode: 0o700 })
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants
  return openSync(locateLog(world), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
}
