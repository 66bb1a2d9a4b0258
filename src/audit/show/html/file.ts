import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type OpenFolder, openFolder } from '../../../files/open-folder.js'
import { guard } from '../../../files/own-file.js'
import { ShimError } from '../../../system/errors.js'
import type { World } from '../../../system/world.js'
import { OPENING } from './document.js'

/**
 * Writes a page, bit by bit, whole or not at all, for its user only; answers where. A file of anybody else's stays unless `force`.
 * Its folder may be an agent's to write: no link in the place of the page is followed, whenever it came there.
 */
export async function writePage(
  world: World,
  name: string,
  page: AsyncIterable<string>,
  force: boolean,
): Promise<string> {
  const file = resolve(world.cwd, name)
  await guard(file, async () => {
    const folder = openFolder(realpathSync(dirname(file)))
    try {
      requireReplaceable(folder, file, force)
      await replace(folder, basename(file), page)
    } finally {
      folder.close()
    }
  })
  return file
}

/** By a temporary name that nobody has, fsync and rename, which takes the place of a link and does not follow it. */
async function replace(folder: OpenFolder, name: string, page: AsyncIterable<string>) {
  const temporary = `.${name}.${randomUUID()}`
  const fd = folder.within((path) => openSync(path(temporary), 'wx', 0o600))
  try {
    for await (const part of page) writeAll(fd, Buffer.from(part))
    fsyncSync(fd)
    folder.within((path) => renameSync(path(temporary), path(name)))
  } catch (error) {
    folder.within((path) => rmSync(path(temporary), { force: true }))
    throw error
  } finally {
    closeSync(fd)
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
}

function requireReplaceable(folder: OpenFolder, file: string, force: boolean): void {
  const name = basename(file)
  const stat = folder.within((path) => lstatSync(path(name), { throwIfNoEntry: false }))
  if (!stat) return
  if (!stat.isFile()) {
    throw new ShimError('usage', `${file} is there already, and is no file`, {
      remedy: stat.isSymbolicLink()
        ? 'it is a link: give the name that it leads to'
        : 'give the name of a file',
    })
  }
  if (!force && !isPage(folder, name)) {
    throw new ShimError('usage', `${file} is there already, and is not such a page`, {
      remedy: 'give another name, or overwrite it with --force',
    })
  }
}

/** One that cannot be read may be anything. */
function isPage(folder: OpenFolder, name: string): boolean {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    const fd = folder.within((path) => openSync(path(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK))
    return readStart(fd, OPENING.length) === OPENING
  } catch {
    return false
  }
}

function readStart(fd: number, length: number): string {
  const start = Buffer.alloc(length)
  try {
    return fstatSync(fd).isFile() ? start.toString('latin1', 0, readSync(fd, start)) : ''
  } finally {
    closeSync(fd)
  }
}
