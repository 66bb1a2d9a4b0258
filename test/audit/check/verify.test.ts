import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Outcome } from '../../../src/commands/command.js'
import { runProgram } from '../../../src/commands/program.js'
import type { World } from '../../../src/system/world.js'
import { makeFolder, makeWorld, write } from '../../world.js'
import { logLine, logLines, record } from '../log-line.js'

const makeUser = () => makeWorld({ TMPDIR: makeFolder() })

const verify = (world: World): Promise<Outcome> => runProgram(world, ['log', '--verify'])

const at = (second: number, fields = {}) =>
  logLine({ time: `2026-01-02T03:04:${String(second).padStart(2, '0')}.000000Z`, ...fields })

/** An hour later. */
const late = (second: number) => at(second).replace('T03', 'T04')

test('a log that is whole has nothing wrong', async () => {
  const world = makeUser()
  record(world, logLines('a', 'b'))
  expect(await verify(world)).toEqual({ stdout: '2 lines, nothing wrong\n', status: 0 })
})

test('no log at all has nothing wrong', async () => {
  expect(await verify(makeUser())).toMatchObject({ stdout: '0 lines, nothing wrong\n', status: 0 })
})

const torn = logLine({ command: 'torn' }).slice(0, 50)

test.each([
  ['torn', 'a line without its end', at(1) + torn + at(2), 'audit.jsonl:2'],
  ['torn', 'a last line without its end', at(1) + at(2) + torn, 'audit.jsonl:3'],
  ['torn', 'a line without its beginning', `${at(1)}${logLine().slice(40)}`, 'audit.jsonl:2'],
  ['foreign', 'text of another program', `${at(1)}hello\n`, 'audit.jsonl:2'],
  ['foreign', 'JSON of another program', `${at(1)}{"a":1}\n`, 'audit.jsonl:2'],
  ['foreign', 'NUL bytes', `${at(1)}\n\n\0\0\0\n`, 'audit.jsonl:4'],
  ['out-of-order', 'a line that was moved', late(20) + at(3) + late(21), 'audit.jsonl:2'],
  ['doubled', 'a line that was copied', at(1) + at(2) + at(1), 'audit.jsonl:3'],
  [
    'text-lost',
    'a command without its text',
    at(1, { command_file: '2026.txt', command_bytes: 9 }),
    'audit.jsonl:1',
  ],
])('%s: %s is found', async (kind, _, text, place) => {
  const world = makeUser()
  record(world, text)
  const { stdout, status } = await verify(world)
  expect(stdout).toMatch(new RegExp(`^${place}  ${kind}  .*\\n\\d lines, 1 findings\\n$`))
  expect(status).toBe(1)
})

test.each([
  ['commands that ran at the same time', at(50) + at(1)],
  ['a line from the spool', late(10) + at(1, { sink: 'spool' }) + late(11)],
  ['a line from the FIFO', late(10) + at(1, { sink: 'fifo' }) + late(11)],
])('%s are in order', async (_, text) => {
  const world = makeUser()
  record(world, text)
  expect(await verify(world)).toMatchObject({ status: 0 })
})

test('order holds from a rotated log to the next, compressed or not', async () => {
  const world = makeUser()
  const log = record(world, at(15))
  write(`${log}.1`, late(30))
  write(`${log}.2.gz`, gzipSync(at(10)))
  const { stdout } = await verify(world)
  expect(stdout).toMatch(/^audit\.jsonl:1 {2}out-of-order .*make\n3 lines, 1 findings\n$/)
})

test('a rotated log that cannot be read is found', async () => {
  const world = makeUser()
  const log = record(world, at(20))
  write(`${log}.2.gz`, 'not compressed')
  const { stdout, status } = await verify(world)
  expect(stdout).toContain('audit.jsonl.2.gz  unreadable  cannot be read further')
  expect(status).toBe(1)
})

test('a gap is told, and is no fault', async () => {
  const world = makeUser()
  const [from, until] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']
  record(world, `${JSON.stringify({ time: until, gap: 'no collector', from, until })}\n`)
  expect(await verify(world)).toEqual({
    stdout: `audit.jsonl:1  gap  no collector, ${from} to ${until}\n1 lines, 1 findings\n`,
    status: 0,
  })
})

test('findings can be had as JSON, and nothing in them moves a cursor', async () => {
  const world = makeUser()
  record(world, '\u001b[2Jx\u202e\n')
  const { stdout = '' } = await runProgram(world, ['log', '--verify', '--json'])
  expect(stdout).toMatch(/^[ -~]*\n$/)
  expect(JSON.parse(stdout)).toEqual({
    lines: 1,
    count: 1,
    findings: [{ file: 'audit.jsonl', line: 1, kind: 'foreign', what: '\u001b[2Jx\u202e' }],
  })
  expect((await verify(world)).stdout).toContain('foreign  \\u{1b}[2Jx\\u{202e}')
})

test('of very many findings the first are listed', async () => {
  const world = makeUser()
  record(world, 'x\n'.repeat(5000))
  const { stdout = '' } = await verify(world)
  expect(stdout.split('\n')).toHaveLength(1003)
  expect(stdout).toContain('and 4000 more\n5000 lines, 5000 findings\n')
})

const TEN = Array.from({ length: 10 }, (_, index) => at(index + 10))
const without = (index: number) => TEN.filter((_, each) => each !== index)

const CHANGED =
  /^audit\.jsonl:10 {2}changed {2}lines 1 to 10 are not what they were when they were checked, /m

/** What nobody can see in the log itself; the last check has seen the lines. */
const TAMPERED: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['a line is taken away', without(4), CHANGED],
  ['the last line is taken away', without(9), CHANGED],
  ['the first line is taken away', without(0), /gone {2}10 lines are gone/],
  ['a line is moved by a second', [...TEN.slice(0, 4), at(15), at(14), ...TEN.slice(6)], CHANGED],
  ['two lines change places', [TEN[1] ?? '', TEN[0] ?? '', ...TEN.slice(2)], /gone {2}10 lines/],
  ['a word of a line is another', [...TEN.slice(0, 9), at(19, { command: 'nake' })], CHANGED],
  ['a line is put in', [...TEN.slice(0, 5), at(14, { pid: 1 }), ...TEN.slice(5)], CHANGED],
  ['the end is cut off', TEN.slice(0, 5), CHANGED],
  ['all of it is taken away', [], /gone {2}10 lines/],
]

test.each(TAMPERED)('after a check, it is found that %s', async (_, lines, finding) => {
  const world = makeUser()
  const log = record(world, TEN.join(''))
  expect(await verify(world)).toMatchObject({ status: 0 })
  write(log, lines.join('') + at(30))
  for (const _time of ['once', 'and again']) {
    const { stdout, status } = await verify(world)
    expect(stdout).toMatch(finding)
    expect(stdout).toContain(`remove ${world.places.state}/checkpoint.json`)
    expect(status).toBe(1)
  }
  unlinkSync(join(world.places.state, 'checkpoint.json'))
  expect(await verify(world)).toMatchObject({ status: 0 })
})

test('after a check, what is written behind it, rotated, compressed and removed by rotation is no finding', async () => {
  const world = makeUser()
  const log = record(world, TEN.join(''))
  const whole = { stdout: expect.stringMatching(/nothing wrong/), status: 0 }
  expect(await verify(world)).toMatchObject(whole)
  record(world, at(20))
  expect(await verify(world)).toMatchObject(whole)
  write(`${log}.1`, TEN.join('') + at(20) + at(21))
  write(log, at(22))
  expect(await verify(world)).toMatchObject(whole)
  unlinkSync(`${log}.1`)
  write(`${log}.2.gz`, gzipSync(TEN.join('') + at(20) + at(21)))
  expect(await verify(world)).toMatchObject(whole)
  unlinkSync(`${log}.2.gz`)
  expect(await verify(world)).toMatchObject(whole)
  write(`${log}.1`, at(40))
  write(log, at(41))
  expect(await verify(world)).toMatchObject(whole)
})

test('a checkpoint that is damaged is an error with its file and remedy', async () => {
  const world = makeUser()
  record(world, at(1))
  for (const text of ['{', '[]', '{"time":1}', '{"time":"x","parts":[{}]}']) {
    write(join(world.places.state, 'checkpoint.json'), text)
    await expect(verify(world)).rejects.toMatchObject({
      what: expect.stringContaining('checkpoint.json is damaged'),
      details: { remedy: expect.stringContaining('remove it') },
    })
  }
})
