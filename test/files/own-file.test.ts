import { mkdirSync } from 'node:fs'
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
  await expect(guard(file, () => writeOwnFile(file, ''))).rejects.toThrow(
    `${file} cannot be written (ENOENT)\n  its directory is not there and cannot be made`,
  )
  const refusal = new ShimError('bad-store', 'not yours')
  await expect(guard(file, () => Promise.reject(refusal))).rejects.toBe(refusal)
})
