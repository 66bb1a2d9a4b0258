import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeUnwritable, nameError } from '../../src/system/system-error.js'
import { makeFolder, write } from '../world.js'

test.each([
  ['of the system', () => readFileSync('/nonexistent'), 'ENOENT'],
  ['of Node', () => new URL('no'), 'ERR_INVALID_URL'],
  [
    'that libuv has no name for',
    () => fail({ code: 'Unknown system error -122', errno: -122 }),
    'EDQUOT',
  ],
  ['without a code', () => fail({}), 'Error: quota'],
])('an error %s has a name', (_, act, name) => {
  expect(nameError(caught(act))).toBe(name)
})

test.each([
  ['a directory', (dir: string) => readFileSync(dir), /\(EISDIR\)\n {2}it is a directory/],
  [
    'below a file',
    (dir: string) => mkdirSync(join(write(join(dir, 'x'), ''), 'y')),
    /\(ENOTDIR\)\n {2}what should be/,
  ],
  [
    'in no directory',
    (dir: string) => mkdirSync(join(dir, 'a/b')),
    /\(ENOENT\)\n {2}its directory is not there/,
  ],
  [
    'without room',
    () => fail({ code: 'ENOSPC', errno: -28 }),
    /\(ENOSPC\)\n {2}mend its mode, or make room/,
  ],
])('what cannot be written as it is %s has a remedy', (_, act, message) => {
  expect(
    makeUnwritable(
      '/x',
      caught(() => act(makeFolder())),
    ).message,
  ).toMatch(message)
})

function fail(fields: object): never {
  throw Object.assign(new Error('quota'), fields)
}

function caught(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
