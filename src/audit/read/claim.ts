import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { Spool } from '../ship/spool-folder.js'

/** A spooled log that one reader has taken: its own name, and the process that took it. */
const CLAIM = /^audit\.jsonl\.(\d+)-[\da-f-]+$/

/** The names of the spooled logs that wait for a reader: the shells' own, and what readers that died had taken. */
export function findSpooled(spool: Spool): readonly string[] {
  return readdirSync(spool.path).filter((name) =>
    name === AUDIT.log ? hasLines(join(spool.path, name)) : isAbandoned(name),
  )
}

/** Takes spooled logs, each of which only one reader gets; answers where they are now. */
export function claimLogs(spool: Spool, names: readonly string[]): readonly string[] {
  const claims = names.flatMap((name) => claimLog(spool, name))
  offerLog(spool)
  return claims
}

/** A rename succeeds for one of any number of readers. */
function claimLog(spool: Spool, name: string): readonly string[] {
  const claimed = join(spool.path, `${AUDIT.log}.${process.pid}-${randomUUID()}`)
  try {
    renameSync(join(spool.path, name), claimed)
    return [claimed]
  } catch (error) {
    if (nameError(error) === 'ENOENT') return []
    throw error
  }
}

/** Puts an empty log into a spool that has none: the shells write only to one that is there. */
export function offerLog(spool: Spool): void {
  try {
    closeSync(openSync(join(spool.path, AUDIT.log), 'wx', 0o600))
  } catch (error) {
    if (nameError(error) !== 'EEXIST') throw error
  }
}

function hasLines(log: string): boolean {
  const stat = statSync(log, { throwIfNoEntry: false })
  return stat !== undefined && stat.size > 0
}

function isAbandoned(name: string): boolean {
  const pid = Number(CLAIM.exec(name)?.[1] ?? 0)
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return nameError(error) === 'ESRCH'
  }
}
