import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBytes, encodeText } from '../../../src/audit/read/bytes.js'
import { makeSplitter, readBackward, readForward } from '../../../src/audit/read/lines.js'
import { markEntry } from '../../../src/audit/read/mark.js'
import { parseLine } from '../../../src/audit/read/record.js'
import { renderEntry, renderJson } from '../../../src/audit/show/render.js'
import { PLAIN } from '../../../src/text/colors.js'
import { logLine } from '../../audit/log-line.js'
import { makeFolder } from '../../world.js'
import { check, mutated } from './mutation.js'

const GOOD = [
  logLine().trim(),
  logLine({ command: 'a "b"\n\u001b[31m', set: ['A', 'B'], problem: 'p', sink: 'fifo' }).trim(),
  '{"time":"2026-11-21T15:09:02.113Z","gap":"collector killed","from":"a","until":"b","lines":3}',
  '{"unreadable":"text"}',
]
const TOKENS = [
  '{',
  '}',
  '"',
  '\\',
  ',',
  ':',
  '{"time":"',
  '{"unreadable":"text"}\r',
  '"command":"',
  '"sink":"fifo"}',
  '\\udcff',
  '\\u001b',
  '\u001b[2J',
  '\u202e',
  '\u2028',
  '\t',
  '\r',
  '\udcff',
  '\ud800',
  '__proto__',
  'null',
  '[]',
  '1e999',
]

const view = { colors: PLAIN, home: '/home/u' }
/** What moves the cursor, hides text or turns its direction. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u

const lines = mutated(GOOD, TOKENS).map((text) => text.replaceAll('\n', ' '))

test('whatever a line of the log holds, it is shown as lines that cannot be mistaken, and nothing of it is lost', () => {
  check(0.45, 'line', lines, (line) => {
    const entries = parseLine(line)
    expect(entries.length > 0).toBe(line !== '')
    for (const entry of entries) {
      const json = renderJson(entry)
      if (HARMFUL.test(json.slice(0, -1)) || !/\} *\n$/.test(json)) throw new Error(json)
      const value: unknown = JSON.parse(json)
      if (JSON.stringify(value) !== JSON.stringify(JSON.parse(entry.json))) throw new Error(json)
      const shown = renderEntry(entry, view)
      if (HARMFUL.test(shown.slice(0, -1)) || !shown.endsWith('\n')) throw new Error(shown)
      if (
        entry.kind === 'unreadable' &&
        !line.includes(entry.text) &&
        !line.includes('"unreadable"')
      )
        throw new Error(shown)
    }
  })
})

test('a torn line hides no whole one behind it', () => {
  check(0.2, 'torn-line', lines, (torn) => {
    const last = parseLine(torn + GOOD[0]).at(-1)
    expect(last).toMatchObject({ kind: 'record', record: { command: 'make' } })
  })
})

test('what comes through a sink that a sandboxed command can write is marked so, whatever it says', () => {
  check(0.2, 'marked-line', lines, (line) => {
    for (const entry of parseLine(line)) {
      const marked = markEntry(entry, 'spool')
      expect(marked.endsWith('"sink":"spool"}')).toBe(true)
      expect(JSON.parse(marked)).toMatchObject({ sink: 'spool' })
    }
  })
})

const bytes = fc.array(fc.nat(255), { maxLength: 60 })

test('bytes come back as they were', () => {
  check(0.14, 'bytes', bytes, (codes) => {
    const raw = Buffer.from(codes)
    expect(encodeText(decodeBytes(raw)).equals(raw)).toBe(true)
  })
})

test('read from its end, a log has the same lines as from its beginning', () => {
  const file = join(makeFolder(), 'log')
  const block = fc.oneof(
    fc.constantFrom('\n', '\n\n', 'x'),
    fc.nat(70_000).map((size) => `${'y'.repeat(size)}\n`),
  )
  check(0.01, 'blocks', fc.array(block, { maxLength: 6 }), (blocks) => {
    writeFileSync(file, blocks.join(''))
    const fd = openSync(file, 'r')
    const splitter = makeSplitter()
    const forward = [...readForward(fd, 0)].flatMap((one) => splitter.split(one))
    const size = Buffer.byteLength(blocks.join(''))
    expect([...readBackward(fd, size)].toReversed()).toEqual([...forward, ...splitter.flush()])
    closeSync(fd)
  })
})
