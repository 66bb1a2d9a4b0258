import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { requireOwnFolder } from '../../files/own-file.js'
import { ShimError } from '../../system/errors.js'
import { AUDIT } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'

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
    const code = nameError(error)
    if (code === 'ENOENT') return undefined
    throw new ShimError('bad-store', `${log} cannot be read (${code})`, { remedy: 'mend its mode' })
  }
  throw new ShimError('bad-store', `${log} is not a file`, { remedy: 'move it away' })
}

/** Opens the log for appending. */
export function openForAppending(world: World): number {
  const { state } = world.places
  requireOwnFolder(world, state)
  mkdirSync(join(state, AUDIT.commands), { recursive: true, mode: 0o700 })
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants
  return openSync(locateLog(world), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
}

/** Appends whole lines to an open log; a line of a shell can come before or after them, not in between. */
export function appendLines(log: number, lines: readonly string[]): void {
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  for (let at = 0; at < text.length; ) at += writeSync(log, text, at)
}

/** What stands under the log's name now. */
export function statLog(log: string): Stats | undefined {
  return statSync(log, { throwIfNoEntry: false })
}
