import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { guard, writeOwnFile } from '../../../files/own-file.js'
import { ShimError } from '../../../system/errors.js'
import type { World } from '../../../system/world.js'
import { OPENING } from './document.js'

/** Writes a page, whole or not at all, for its user only; answers where. A file of anybody else's stays unless `force`. */
export async function writePage(
  world: World,
  name: string,
  page: AsyncIterable<string>,
  force: boolean,
): Promise<string> {
  const file = resolve(world.cwd, name)
  requireReplaceable(file, force)
  let text = ''
  for await (const part of page) text += part
  await guard(file, () => writeOwnFile(file, text))
  return file
}

function requireReplaceable(file: string, force: boolean): void {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) return
  if (!stat.isFile()) {
    throw new ShimError('usage', `${file} is there already, and is no file`, {
      remedy: 'give the name of a file',
    })
  }
  if (!force && !isPage(file)) {
    throw new ShimError('usage', `${file} is there already, and is not such a page`, {
      remedy: 'give another name, or overwrite it with --force',
    })
  }
}

/** One that cannot be read may be anything. */
function isPage(file: string): boolean {
  try {
    return readStart(file, OPENING.length) === OPENING
  } catch {
    return false
  }
}

function readStart(file: string, length: number): string {
  const start = Buffer.alloc(length)
  const fd = openSync(file, 'r')
  try {
    return start.toString('latin1', 0, readSync(fd, start))
  } finally {
    closeSync(fd)
  }
}
