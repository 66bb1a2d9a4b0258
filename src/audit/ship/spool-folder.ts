import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  type Stats,
} from 'node:fs'
import { join } from 'node:path'
import { PROGRAM } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'
import type { Sink } from '../read/mark.js'

/** More than this in one file of a spool was not written by our shells; it is left where it is. */
const MAX_BYTES = 64 * 1024 * 1024

/** A spool that was found to be this user's own. `path` leads into it even if its name is given to something else meanwhile. */
export type Spool = {
  readonly name: string
  readonly path: string
  readonly fd: number
  /** How its lines came to be in it. */
  readonly sink: Sink
}

/** Why something in or of a spool is not used. */
export type Refusal = { readonly refused: string }

/** Where shells/record/careful.sh records what it cannot write to the log. */
export function locateSpool({ env, uid }: World): string {
  return join(env['TMPDIR'] || '/tmp', `${PROGRAM}-${uid}`)
}

/** Opens a spool, if it is there; anybody can make something of its name, so it is looked at closely. */
export function openSpool(world: World, name: string, sink: Sink): Spool | Refusal | undefined {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
  const fd = tryOpen(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  if (fd === 'ENOENT') return undefined
  if (typeof fd === 'string') return { refused: `${name} is not a directory (${fd})` }
  const refused = findFault(world, name, fstatSync(fd))
  if (refused) {
    closeSync(fd)
    return { refused }
  }
  // Linux leads to the very directory that was looked at; elsewhere there is only its name.
  const path = `/proc/self/fd/${fd}`
  return { name, path: existsSync(path) ? path : name, fd, sink }
}

/** The bytes of a file in a spool: a plain file of this user under no other name, so that nothing else is drawn in. */
export function readSpooled(world: World, file: string): Buffer | Refusal | undefined {
  const fd = tryOpen(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  if (fd === 'ENOENT') return undefined
  if (typeof fd === 'string') return { refused: `cannot be read (${fd})` }
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile() || stat.uid !== world.uid || stat.nlink > 1) {
      return { refused: 'is not a plain file of yours' }
    }
    return stat.size > MAX_BYTES ? { refused: 'is too large' } : readFileSync(fd)
  } finally {
    closeSync(fd)
  }
}

function findFault({ uid }: World, name: string, stat: Stats): string | undefined {
  if (stat.uid !== uid) return `${name} belongs to user ${stat.uid}`
  return stat.mode & 0o022 ? `${name} can be written by others` : undefined
}

function tryOpen(path: string, flags: number): number | string {
  try {
    return openSync(path, flags)
  } catch (error) {
    return nameError(error)
  }
}
