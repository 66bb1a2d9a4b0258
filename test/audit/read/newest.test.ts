import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Filter, matches } from '../../../src/audit/read/filter.js'
import { findRecord } from '../../../src/audit/read/find-record.js'
import { locateLog } from '../../../src/audit/read/log-file.js'
import { readEntries } from '../../../src/audit/read/read.js'
import { type Entry, parseLine } from '../../../src/audit/read/record.js'
import type { World } from '../../../src/system/world.js'
import { makeWorld, write } from '../../world.js'
import { logLine } from '../log-line.js'

const START = Date.parse('2026-01-01T00:00:00.000Z')
const timeAt = (minute: number) => new Date(START + minute * 60_000).toISOString()

/** Lines of every kind that a log can hold, in an order that depends on `seed`, a minute apart. */
function makeLines(count: number, seed: number): readonly string[] {
  return Array.from({ length: count }, (_, minute) => makeLine(minute, (minute * 7919 + seed) % 41))
}

function makeLine(minute: number, kind: number): string {
  const time = timeAt(minute)
  const micro = time.replace('Z', '123Z')
  const common = { thread: `t${kind % 3}`, tool_call: `call-${minute % 97}`, pid: minute % 13 }
  const own = logLine({ ...common, time: micro, command: `make ${minute}` }).trimEnd()
  switch (kind) {
    case 0:
      return `{"time":"${time}","gap":"no collector","from":"${time}","until":"${time}"}`
    case 1:
      return `${own.slice(0, 100)}${own}`
    case 2:
      return own.slice(0, 150)
    case 3:
    case 4:
      return JSON.stringify({ time: micro, began: micro, exit: 0, seconds: 1, ...common })
    case 5:
      return 'foreign text'
    case 6:
      return ''
    case 7:
      if (minute % 5) return own
      return logLine({ ...common, time: micro, command: 'x'.repeat(300_000) }).trimEnd()
    case 8:
      return logLine({ ...common, time: `${time.slice(0, 19)}Z`, state: 'none' }).trimEnd()
    case 9:
      return logLine({ ...common, time, cwd: '/q', project: '/q', sink: 'spool' }).trimEnd()
    case 10:
      return '{"unreadable":"\\udcff","sink":"fifo"}'
    default:
      return own
  }
}

/** A user with a log, and two that were rotated away, one of them compressed. */
function makeUser(lines: readonly string[]): World {
  const world = makeWorld()
  const log = locateLog(world)
  const third = Math.floor(lines.length / 3)
  const textOf = (from: number, to?: number) =>
    lines
      .slice(from, to)
      .map((line) => `${line}\n`)
      .join('')
  write(`${log}.2.gz`, gzipSync(textOf(0, third)))
  write(`${log}.1`, textOf(third, 2 * third))
  write(log, textOf(2 * third))
  return world
}

async function read(world: World, count: number, filter: Filter): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for await (const some of readEntries(locateLog(world), { count, follow: false, filter })) {
    entries.push(...some)
  }
  return entries
}

/** The same by parsing everything. */
function expected(lines: readonly string[], count: number, filter: Filter): readonly Entry[] {
  const all = lines.flatMap(parseLine).filter((entry) => matches(entry, filter))
  let left = all.filter(({ kind }) => kind !== 'end').length - count
  if (left < 0 || count === Infinity) return all
  const first = all.findIndex(({ kind }) => kind !== 'end' && left-- === 0)
  return first < 0 ? [] : all.slice(first)
}

const jsonOf = (entries: readonly Entry[]) => entries.map(({ json }) => json)

const FILTERS: readonly Filter[] = [
  {},
  { thread: 't1' },
  { thread: 'nowhere' },
  { state: 'none' },
  { project: ['/q'] },
  { grep: 'make 12' },
  { grep: 'a "quote"' },
  { id: 'call-5' },
  { id: '7' },
]

describe.each([1, 2, 3])('a log of every kind of line, %i,', (seed) => {
  const lines = makeLines(450, seed).map((line, at) =>
    line.startsWith('{"time"') && at % 41 === 1 ? line : line,
  )
  const world = () => makeUser(lines)

  test.each(FILTERS)('is read as if everything were parsed, filter %j', async (filter) => {
    const user = world()
    for (const count of [0, 1, 2, 20, 150, 300, Infinity]) {
      const found = jsonOf(await read(user, count, filter))
      expect(found).toEqual(jsonOf(expected(lines, count, filter)))
    }
  })

  test.each(['call-5', '7', timeAt(11).replace('Z', '123Z'), 'nowhere'])(
    'has the newest command that %s names, with its ending',
    async (id) => {
      const all = lines.flatMap(parseLine).filter((entry) => matches(entry, { id }))
      const at = all.findLastIndex(({ kind }) => kind === 'record')
      const [last, ...rest] = at < 0 ? [] : all.slice(at)
      const record = last?.kind === 'record' ? last.record : undefined
      const end = rest.findLast((one) => one.kind === 'end' && one.end.pid === record?.pid)
      const found = await findRecord(locateLog(world()), id)
      expect(found?.record).toEqual(record)
      expect(found?.end).toEqual(end?.kind === 'end' ? end.end : undefined)
    },
  )
})

test.each([{}, { thread: 't2' }])(
  'what is not older than a time is all there, of %j',
  async (filter) => {
    const lines = makeLines(450, 1)
    // Of text that is no record nobody knows how old it is: what stands before is not looked at.
    const known = (entries: readonly Entry[]) =>
      jsonOf(entries.filter(({ kind }) => kind !== 'unreadable'))
    for (const minute of [0, 120, 300, 449, 1000]) {
      const since = { ...filter, since: timeAt(minute) }
      const found = known(await read(makeUser(lines), Infinity, since))
      expect(found).toEqual(known(expected(lines, Infinity, since)))
    }
  },
)

test('the commands of a tool call are found across a day, and no time that a sandbox tells ends the search', async () => {
  const world = makeWorld()
  const line = (minute: number, more = {}) => logLine({ time: timeAt(minute), ...more })
  const filler = (from: number) =>
    Array.from({ length: 2000 }, (_, at) => line(from + at / 100)).join('')
  const forged = logLine({ time: '1970-01-01T00:00:00.000Z', sink: 'fifo' }).repeat(2000)
  const call = { tool_call: 'one-call' }
  write(
    join(world.places.state, 'audit.jsonl'),
    line(0, call) + filler(1) + forged + filler(1000) + line(1439, call),
  )
  expect(await read(world, 20, { call: 'one-call' })).toHaveLength(2)
})
