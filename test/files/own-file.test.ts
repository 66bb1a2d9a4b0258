import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guard, requireOwnFolder, writeOwnFile } from '../../src/files/own-file.js'
import { ShimError } from '../../src/system/errors.js'
import { makeFolder, makeWorld } from '../world.js'

test('a directory of another user is refused', () => {
  const world = makeWorld()
  mkdirSync(world.places.state, { recursive: true })
  // Seen by somebody else, this user's directory is foreign; root's is not.
  const other = { ...world, uid: world.uid + 1 }
  if (world.uid === 0) expect(() => requireOwnFolder(other, world.places.state)).not.toThrow()
  else expect(() => requireOwnFolder(other, world.places.state)).toThrow(/belongs to user/)
})

test('what cannot be written is named once, with what to do', async () => {
  const file = join(makeFolder(), 'gone/file')
  await expect(guard(file, async () => writeOwnFile(file, ''))).rejects.toThrow(
    `${file} cannot be written (ENOENT)\n  its directory is not there and cannot be made`,
  )
  const refusal = new ShimError('bad-store', 'not yours')
  await expect(guard(file, () => Promise.reject(refusal))).rejects.toBe(refusal)
})

test('a file is written whole, for its user alone and as old as it should be, and nothing is left beside it', () => {
  const folder = makeFolder()
  const file = join(folder, 'file')
  const [time, umask] = [new Date(1_000_000), process.umask(0o277)]
  try {
    writeFileSync(file, 'before', { mode: 0o644 })
    writeOwnFile(file, 'after', time)
  } finally {
    process.umask(umask)
  }
  expect(readFileSync(file, 'utf8')).toBe('after')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(file).mtime).toEqual(time)
  // A directory's place cannot be taken.
  mkdirSync(join(folder, 'taken/it'), { recursive: true })
  expect(() => writeOwnFile(join(folder, 'taken'), '')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
  expect(readdirSync(folder)).toEqual(['file', 'taken'])
})
