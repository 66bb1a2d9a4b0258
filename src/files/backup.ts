import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import type { World } from '../system/world.js'
import { guard, requireOwnFolder, writeOwnFile } from './own-file.js'

/** Keeps a copy of a file's text among our own; answers where. */
export async function writeBackup(world: World, name: string, text: string): Promise<string> {
  const { name: stem, ext } = parse(name)
  const time = world.now.toISOString().replaceAll(':', '-')
  const file = chooseFree(join(world.places.state, 'backups', `${stem}.${time}`), ext, text)
  requireOwnFolder(world, world.places.state)
  await guard(file, async () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeOwnFile(file, text)
  })
  return file
}

/** The text of a backup, if it is still there. */
export function readBackup(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** No backup ever takes the place of another. */
function chooseFree(start: string, ext: string, text: string, count = 1): string {
  const file = count === 1 ? `${start}${ext}` : `${start}-${count}${ext}`
  const there = readBackup(file)
  return there === undefined || there === text ? file : chooseFree(start, ext, text, count + 1)
}
