import { accessSync, constants, statSync } from 'node:fs'
import { locateLog } from '../audit/read/log-file.js'
import { isAuditRequired } from '../audit/required.js'
import { locateSpool } from '../audit/ship/spool-folder.js'
import { broken, type Finding, ok, type Patient, warn } from './check.js'

/** Can commands be recorded? */
export function checkLog({ world }: Patient): Finding {
  const log = locateLog(world)
  const fault = findFault(log, world.uid)
  if (!fault) return ok(`${log} can be written`)
  const evidence = [`${log} ${fault}`]
  const remedy = `make it a plain file of yours, mode 0600; install.sh does`
  return isAuditRequired(world)
    ? broken([...evidence, 'and your settings require it'], remedy)
    : warn(evidence, remedy)
}

/** Can sandboxed commands be recorded? */
export function checkSpool({ world }: Patient): Finding {
  const spool = locateSpool(world)
  const stat = statSync(spool, { throwIfNoEntry: false })
  if (!stat) return ok(`${spool} will be made when it is needed`)
  if (!stat.isDirectory() || stat.uid !== world.uid || stat.mode & 0o022) {
    return broken([`${spool} is not a folder that only you can write`], `remove ${spool}`)
  }
  return ok(`${spool}; sandboxed commands with another TMPDIR write to another`)
}

function findFault(file: string, uid: number): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) return 'is not there'
  if (!stat.isFile()) return 'is not a plain file'
  if (uid >= 0 && stat.uid !== uid) return `belongs to user ${stat.uid}`
  try {
    accessSync(file, constants.W_OK)
    return undefined
  } catch {
    return 'cannot be written'
  }
}
