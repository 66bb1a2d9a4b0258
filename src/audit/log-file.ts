import { closeSync, constants, fstatSync, openSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { ShimError } from '../errors.js'
import { AUDIT } from '../names.js'
import type { World } from '../world.js'

/** Where this installation's commands are recorded. */
export function locateLog(world: World): string {
  return join(world.places.state, AUDIT.log)
}

/** Opens the log for reading, without ever waiting for it; nothing where there is none. */
export function openLog(log: string): number | undefined {
  try {
    const fd = openSync(log, constants.O_RDONLY | constants.O_NONBLOCK)
    if (fstatSync(fd).isFile()) return fd
    closeSync(fd)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return undefined
    throw new ShimError('bad-store', `${log} cannot be read (${code})`, { remedy: 'mend its mode' })
  }
  throw new ShimError('bad-store', `${log} is not a file`, { remedy: 'move it away' })
}

/** What stands under the log's name now. */
export function statLog(log: string): Stats | undefined {
  return statSync(log, { throwIfNoEntry: false })
}

/** The system's name for what went wrong. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
