import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  findLastEnd,
  makeSplitter,
  readBackward,
  readForward,
} from '../../../src/audit/read/lines.js'
import { makeFolder, write } from '../../world.js'

function open(text: string): { fd: number; size: number } {
  const fd = openSync(write(join(makeFolder(), 'log'), text), 'r')
  onTestFinished(() => closeSync(fd))
  return { fd, size: Buffer.byteLength(text) }
}

function readAll(fd: number): readonly string[] {
  const splitter = makeSplitter()
  return [...[...readForward(fd, 0)].flatMap(splitter.split), ...splitter.flush()]
}

const long = 'é'.repeat(100_000)

test.each([
  ['nothing', '', []],
  ['one line', 'a\n', ['a']],
  ['a last line without its newline', 'a\nb', ['a', 'b']],
  ['empty lines', '\n\na\n\nb\n\n', ['', '', 'a', '', 'b', '']],
  ['a line longer than a block', `a\n${long}\nb\n`, ['a', long, 'b']],
  ['many lines', 'line\n'.repeat(50_000), Array.from({ length: 50_000 }, () => 'line')],
])('%s is read the same forward and backward', (_, text, lines) => {
  const { fd, size } = open(text)
  expect(readAll(fd)).toEqual(lines)
  expect([...readBackward(fd, size)].reverse()).toEqual(lines)
})

test.each([63, 64, 65, 127, 128, 129].map((kib) => kib * 1024 - 2))(
  'a newline may stand anywhere near a block of %i bytes',
  (size) => {
    for (const more of [0, 1, 2, 3, 4]) {
      const text = `${'x'.repeat(size + more)}\ny\n`
      const { fd } = open(text)
      expect([...readBackward(fd, text.length)]).toEqual(['y', 'x'.repeat(size + more)])
      expect(readAll(fd)).toHaveLength(2)
    }
  },
)

test('of a line without end only the beginning is kept', () => {
  const text = `begin${'x'.repeat(5_000_000)}`
  const { fd, size } = open(`a\n${text}\nb\n`)
  const [, forward = ''] = readAll(fd)
  const [, backward = ''] = [...readBackward(fd, size)]
  for (const line of [forward, backward]) {
    expect(line.slice(0, 6)).toBe('beginx')
    expect(line.length).toBeLessThan(1_200_000)
  }
})

test.each([
  ['', 0],
  ['torn', 0],
  ['a\n', 2],
  ['a\nb', 2],
  [`a\n${'x'.repeat(200_000)}`, 2],
])('the last whole line has an end', (text, end) => {
  const { fd, size } = open(text)
  expect(findLastEnd(fd, size)).toBe(end)
})
