import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeLook } from '../../src/secure/folder.js'
import { makeFolder } from '../world.js'

const uid = process.getuid?.() ?? -1
const OTHER = 54321

function makePlace() {
  const folder = makeFolder()
  const make = (name: string, mode: number) => {
    const path = join(folder, name)
    mkdirSync(path, { recursive: true })
    chmodSync(path, mode)
    return path
  }
  return { folder, make, look: makeLook(uid, []) }
}

test('a folder of one’s own is safe, one of a group too', () => {
  const { make, look } = makePlace()
  expect(look(make('own', 0o755))).toEqual({ exists: true, unsafe: '' })
  expect(look(make('group', 0o775))).toEqual({ exists: true, unsafe: '' })
})

test.each([0o777, 0o1777])('a folder of mode %o is not safe', (mode) => {
  const { make, look } = makePlace()
  const open = make('open', mode)
  expect(look(open)).toEqual({ exists: true, unsafe: `"${open}" can be written by anybody` })
})

test('below a folder that anybody can write, the sticky bit counts', () => {
  const { make, look } = makePlace()
  const open = make('open', 0o777)
  make('sticky', 0o1777)
  expect(look(make('open/bin', 0o755)).unsafe).toBe(`"${open}" can be written by anybody`)
  expect(look(make('sticky/bin', 0o755)).unsafe).toBe('')
})

test('where nothing is, anybody who can write above could put it there', () => {
  const { folder, make, look } = makePlace()
  const sticky = make('sticky', 0o1777)
  expect(look(join(folder, 'a/b'))).toEqual({ exists: false, unsafe: '' })
  const unsafe = `"${sticky}" can be written by anybody`
  expect(look(join(sticky, 'a/b'))).toEqual({ exists: false, unsafe })
})

test('of a link, where it stands counts and where it ends', () => {
  const { folder, make, look } = makePlace()
  const open = make('open', 0o777)
  const own = make('own', 0o755)
  symlinkSync(open, join(folder, 'out'))
  symlinkSync(own, join(open, 'in'))
  const unsafe = `"${open}" can be written by anybody`
  const link = join(folder, 'out')
  expect(look(link).unsafe).toBe(`"${link}" can be written by anybody`)
  expect(look(join(open, 'in')).unsafe).toBe(unsafe)
})

test.skipIf(uid !== 0)('what belongs to another user is not safe, nor what is below', () => {
  const { make, look } = makePlace()
  const theirs = make('theirs', 0o755)
  chownSync(theirs, OTHER, OTHER)
  const unsafe = `"${theirs}" belongs to user ${OTHER}`
  expect(look(theirs).unsafe).toBe(unsafe)
  expect(look(make('theirs/bin', 0o755)).unsafe).toBe(unsafe)
  expect(makeLook(OTHER, [])(theirs).unsafe).toBe('')
})

test('what the user trusts is safe, and only that', () => {
  const { folder, make } = makePlace()
  const open = make('open', 0o777)
  const other = make('open-too', 0o777)
  const look = makeLook(uid, [open])
  expect(look(open).unsafe).toBe('')
  expect(look(make('open/bin', 0o777)).unsafe).toBe('')
  expect(look(other).unsafe).not.toBe('')
  expect(makeLook(uid, ['/'])(folder).unsafe).toBe('')
})
