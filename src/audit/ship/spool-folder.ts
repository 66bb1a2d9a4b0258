import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  type Stats,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { type OpenFolder, openFolder, openFolderIn } from '../../files/open-folder.js'
import { AUDIT, PROGRAM } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'
import type { Sink } from '../read/mark.js'

/** More than this in one file of a spool was not written by our shells; it is left where it is. */
export const MAX_SPOOLED = 32 * 1024 * 1024

/**
 * A spool that was found to be this user's own. Everything below its name may have been made, and may be changed at any moment, by a
 * sandboxed command: nothing in it is reached but through the open folders, and nothing by a link.
 */
export type Spool = {
  readonly folder: OpenFolder
  /** The folder of the whole texts of long commands; absent where there is none that can be used. */
  readonly texts: OpenFolder | undefined
  /** How its lines came to be in it. */
  readonly sink: Sink
}

/** Why something in or of a spool is not used. */
export type Refusal = { readonly refused: string }

/** Where shells/record/record.sh records what it cannot write to the log. */
export function locateSpool({ env, uid }: World): string {
  return join(env['TMPDIR'] || '/tmp', `${PROGRAM}-${uid}`)
}

/** Opens a spool, if it is there. */
export function openSpool(world: World, name: string, sink: Sink): Spool | Refusal | undefined {
  const folder = tryOpen(() => openFolder(name))
  if (folder === 'ENOENT') return undefined
  if (typeof folder === 'string') return { refused: `${name} is not a directory (${folder})` }
  const refused = findFault(world, folder)
  if (refused) {
    folder.close()
    return { refused }
  }
  return { folder, texts: openTexts(world, folder), sink }
}

/** Lets go of a spool. */
export function closeSpool({ folder, texts }: Spool): void {
  texts?.close()
  folder.close()
}

/** The bytes of a file in a folder of a spool: a plain file of this user under no other name, so that nothing else is drawn in. */
export function readSpooled(
  world: World,
  folder: OpenFolder,
  name: string,
): Buffer | Refusal | undefined {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const fd = tryOpen(() => folder.within((path) => openSync(path(name), flags)))
  if (fd === 'ENOENT') return undefined
  if (typeof fd === 'string') return { refused: `cannot be read (${fd})` }
  try {
    if (!isPlain(world, fstatSync(fd))) return { refused: 'is not a plain file of yours' }
    return readBytes(fd)
  } finally {
    closeSync(fd)
  }
}

/** Removes a file of a folder of a spool; what has become a folder meanwhile stays. */
export function removeSpooled(folder: OpenFolder, name: string): void {
  try {
    folder.within((path) => unlinkSync(path(name)))
  } catch {
    // Whoever can write the spool has removed or exchanged it.
  }
}

/** Reads on while it grows: a shell may still be writing its line. */
function readBytes(fd: number): Buffer | Refusal {
  const blocks: Buffer[] = []
  let size = 0
  for (;;) {
    const block = Buffer.allocUnsafe(1024 * 1024)
    const length = readSync(fd, block, 0, block.length, size)
    if (length === 0) return Buffer.concat(blocks)
    blocks.push(block.subarray(0, length))
    size += length
    if (size > MAX_SPOOLED) return { refused: 'is too large' }
  }
}

/** What stands in the place of the folder, a link above all, goes, so that the shells have one again. */
function openTexts(world: World, folder: OpenFolder): OpenFolder | undefined {
  const open = () => tryOpen(() => openFolderIn(folder, AUDIT.commands))
  let texts = open()
  if (typeof texts === 'string') {
    removeSpooled(folder, AUDIT.commands)
    tryOpen(() => folder.within((path) => mkdirSync(path(AUDIT.commands), 0o700)))
    texts = open()
  }
  if (typeof texts === 'string') return undefined
  if (!findFault(world, texts)) return texts
  texts.close()
  return undefined
}

function findFault({ uid }: World, { name, stat }: OpenFolder): string | undefined {
  if (stat.uid !== uid) return `${name} belongs to user ${stat.uid}`
  return stat.mode & 0o022 ? `${name} can be written by others` : undefined
}

/** The mode of a text is the umask's of the command that wrote it: its folder keeps others away. */
function isPlain({ uid }: World, stat: Stats): boolean {
  return stat.isFile() && stat.uid === uid && stat.nlink === 1
}

function tryOpen<Opened>(open: () => Opened): Opened | string {
  try {
    return open()
  } catch (error) {
    return nameError(error)
  }
}
