import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { ShimError } from '../system/errors.js'
import { nameError } from '../system/system-error.js'
import type { World } from '../system/world.js'
import { guard, requireOwn, requireOwnFolder, writeOwnFile } from './own-file.js'

/** Reads a JSON file of ours; undefined where there is none. Throws where others could have written it, or it is torn. */
export function readOwnJson(world: World, file: string, remedy: string): unknown {
  const text = readText(file)
  if (text === undefined) return undefined
  requireOwnFolder(world, world.places.state)
  requireOwn(world, file)
  try {
    return JSON.parse(text)
  } catch {
    throw new ShimError('bad-store', `${file} is damaged`, { remedy })
  }
}

/** Writes a JSON file of ours below the state directory, whole or not at all, for its user only. */
export async function writeOwnJson(world: World, file: string, value: unknown): Promise<void> {
  requireOwnFolder(world, world.places.state)
  await guard(file, async () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeOwnFile(file, `${JSON.stringify(value, null, 2)}\n`)
  })
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = nameError(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new ShimError('bad-store', `${file} cannot be read (${code})`, {
      remedy: 'mend its mode',
    })
  }
}
