import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MAX_BYTES, readSource, requireText } from '../../../src/declaration/ini/source.js'
import { makeFolder, write } from '../../world.js'

test.each([
  ['CRLF', 'a\r\nb'],
  ['a BOM', '\uFEFFa'],
  ['no newline at its end', 'a'],
  ['nothing', ''],
  ['as much as is allowed', 'x'.repeat(MAX_BYTES)],
])('a file with %s is read byte for byte', (_what, text) => {
  const file = write(join(makeFolder(), 'f'), text)
  expect(readSource(file)).toMatchObject({ kind: 'text', file, text })
})

test.each([
  ['one byte too large', Buffer.alloc(MAX_BYTES + 1, 'x'), /too large/],
  ['10 MB large', Buffer.alloc(10_000_000, 'x'), /too large/],
  ['not UTF-8', Buffer.from([0x61, 0xff]), /not UTF-8/],
  ['with a NUL', 'a\0b', /NUL/],
])('a file that is %s is refused', (_what, content, what) => {
  const file = write(join(makeFolder(), 'f'), content)
  const source = readSource(file)
  expect(source.kind).toBe('unusable')
  expect(() => requireText(source)).toThrow(what)
})

test('a directory is refused', () => {
  const folder = makeFolder()
  expect(readSource(folder)).toMatchObject({ kind: 'directory', what: 'is a directory' })
})

test('a FIFO is refused without waiting for a writer', () => {
  const file = join(makeFolder(), 'fifo')
  execFileSync('mkfifo', [file])
  expect(readSource(file)).toMatchObject({ kind: 'unusable', what: 'is not a regular file' })
})

test.skipIf(process.getuid?.() === 0)('an unreadable file is told from an absent one', () => {
  const file = write(join(makeFolder(), 'f'), 'a')
  chmodSync(file, 0)
  expect(readSource(file)).toMatchObject({ kind: 'unreadable', what: 'cannot be read (EACCES)' })
})

test.each(['missing', 'file/below', 'folder/missing'])('%s is absent', (name) => {
  const folder = makeFolder()
  write(join(folder, 'file'), '')
  mkdirSync(join(folder, 'folder'))
  expect(readSource(join(folder, name)).kind).toBe('absent')
})
