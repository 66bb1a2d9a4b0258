import { statSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'
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

/** Writes a file that only its user can read, by a temporary name, fsync and rename. */
export async function writeOwnFile(file: string, text: string): Promise<void> {
  await writeFileAtomic(file, text, { mode: 0o600 })
}

/** Says what could not be stored, and where, whatever the system's reason. */
export async function guard(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    throw error instanceof ShimError ? error : makeUnwritable(path, error)
  }
}
