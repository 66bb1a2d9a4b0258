import { randomUUID } from 'node:crypto'
import { closeSync, lstatSync, opendirSync, openSync, renameSync } from 'node:fs'
import type { OpenFolder } from '../../files/open-folder.js'
import { AUDIT } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'

/** A spooled log that one reader has taken: its own name, and the process that took it; 0 where that gave it back. */
const CLAIM = /^audit\.jsonl\.(\d{1,10})-[\da-f-]{1,36}$/

/** As many names of a spool are looked at: whoever can write it may have made any number. */
const MAX_NAMES = 10_000

/**
 * The names of the spooled logs that wait for a reader: the shells' own, and what readers that died had taken. Whatever stands in the
 * place of the first one must go from there, so that the shells find a log again.
 */
export function findSpooled(spool: OpenFolder): readonly string[] {
  return spool.within((path) => {
    const stat = lstatSync(path(AUDIT.log), { throwIfNoEntry: false })
    const own = stat && !(stat.isFile() && stat.size === 0) ? [AUDIT.log] : []
    return [...own, ...listNames(path('.')).filter(isAbandoned)]
  })
}

/** Takes spooled logs, each of which only one reader gets; answers what they are called now. */
export function claimLogs(spool: OpenFolder, names: readonly string[]): readonly string[] {
  const claims = names.flatMap((name) => claimLog(spool, name))
  offerLog(spool)
  return claims
}

/** Gives a log back that this process has taken: the next reading takes it, while this process lives, too. */
export function releaseLog(spool: OpenFolder, claim: string): void {
  claimLog(spool, claim, 0)
}

/** A rename succeeds for one of any number of readers. */
function claimLog(spool: OpenFolder, name: string, pid = process.pid): readonly string[] {
  const claimed = `${AUDIT.log}.${pid}-${randomUUID()}`
  try {
    spool.within((path) => renameSync(path(name), path(claimed)))
    return [claimed]
  } catch (error) {
    if (nameError(error) === 'ENOENT') return []
    throw error
  }
}

/** Puts an empty log into a spool that has none: the shells write only to one that is there. */
export function offerLog(spool: OpenFolder): void {
  try {
    closeSync(spool.within((path) => openSync(path(AUDIT.log), 'wx', 0o600)))
  } catch (error) {
    if (nameError(error) !== 'EEXIST') throw error
  }
}

function listNames(folder: string): readonly string[] {
  const names: string[] = []
  const open = opendirSync(folder)
  try {
    for (let one = open.readSync(); one && names.length < MAX_NAMES; one = open.readSync()) {
      names.push(one.name)
    }
  } finally {
    open.closeSync()
  }
  return names
}

function isAbandoned(name: string): boolean {
  const [, pid] = CLAIM.exec(name) ?? []
  if (pid === undefined) return false
  if (Number(pid) === 0) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return nameError(error) === 'ESRCH'
  }
}
