import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  futimesSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { ShimError } from '../system/errors.js'
import { makeUnwritable } from '../system/system-error.js'
import type { World } from '../system/world.js'
import { quoteShown } from '../text/quote.js'

/** Refuses a directory of ours in which somebody else could write; one that is not there yet is fine. */
export function requireOwnFolder(world: World, folder: string): void {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat && !stat.isDirectory()) {
    throw new ShimError('bad-store', `${folder} is not a directory`, { remedy: 'move it away' })
  }
  requireOwn(world, folder)
}

/** Refuses a file or directory that somebody else, root aside, could change. */
export function requireOwn(world: World, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (world.uid >= 0 && stat.uid !== world.uid && stat.uid !== 0) {
    throw new ShimError('bad-store', `${path} belongs to user ${stat.uid}, not to you`, {
      remedy: `remove it or give it back: chown -R ${world.uid} ${quoteShown(path)}`,
    })
  }
  if (stat.mode & 0o002) {
    throw new ShimError('bad-store', `${path} can be written by anybody`, {
      remedy: `chmod o-w ${quoteShown(path)}`,
    })
  }
}

/**
 * Writes a file that only its user can read, by a temporary name (a number is appended), fsync and rename; as old as `time`, if given.
 * At once and not by Node's threads: to start those takes longer than the writing, and a command may be waiting.
 */
export function writeOwnFile(file: string, text: string, time?: Date): void {
  const temporary = `${file}.${Math.floor(Math.random() * 2 ** 52)}`
  try {
    const fd = openSync(temporary, 'wx', 0o600)
    try {
      writeFileSync(fd, text)
      fchmodSync(fd, 0o600)
      keepOwner(fd, file)
      if (time) futimesSync(fd, time, time)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, file)
  } catch (error) {
    drop(temporary)
    throw error
  }
}

/** What root writes in another user's place (under sudo) stays theirs; anybody else cannot give a file away. */
function keepOwner(fd: number, file: string): void {
  const former = statSync(file, { throwIfNoEntry: false })
  const { uid } = fstatSync(fd)
  if (former && former.uid !== uid && uid === 0) fchownSync(fd, former.uid, former.gid)
}

/** The first error is the one to tell. */
function drop(temporary: string): void {
  try {
    rmSync(temporary, { force: true })
  } catch {}
}

/** Says what could not be stored, and where, whatever the system's reason. */
export async function guard(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    throw error instanceof ShimError ? error : makeUnwritable(path, error)
  }
}
