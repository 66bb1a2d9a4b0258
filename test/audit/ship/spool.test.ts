import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, inject, test } from 'vitest'
import { mergeSpools } from '../../../src/audit/ship/spool.js'
import type { World } from '../../../src/system/world.js'
import { makeFolder, makeWorld, write } from '../../world.js'
import { logLine, logLines, record } from '../log-line.js'

/** A user whose log holds one line and who has a spool that holds `spooled`. */
function makeSpooled(spooled: string | Buffer): { world: World; spool: string; log: string } {
  const world = makeWorld({ TMPDIR: makeFolder() })
  const spool = join(world.env['TMPDIR'] ?? '', `codex-env-shim-${world.uid}`)
  mkdirSync(join(spool, 'commands'), { recursive: true, mode: 0o700 })
  write(join(spool, 'audit.jsonl'), spooled)
  return { world, spool, log: record(world, logLines('before')) }
}

const readLog = (log: string) => readFileSync(log, 'utf8').trimEnd().split('\n')
const commandsOf = (log: string) => readLog(log).map((line) => JSON.parse(line).command)

test('where there is no spool, or an empty one, nothing happens', async () => {
  expect(await mergeSpools(makeWorld({ TMPDIR: makeFolder() }))).toEqual([])
  const { world, log } = makeSpooled('')
  expect(await mergeSpools(world)).toEqual([])
  expect(commandsOf(log)).toEqual(['before'])
})

test('spooled lines come into the log by time, marked, and only once', async () => {
  const late = logLine({ command: 'late', time: '2026-01-03T00:00:00.000000Z' })
  const early = logLine({ command: 'early', time: '2026-01-01T00:00:00.000000Z' })
  const { world, spool, log } = makeSpooled(late + early)
  expect(await mergeSpools(world)).toEqual([])
  expect(await mergeSpools(world)).toEqual([])
  expect(commandsOf(log)).toEqual(['before', 'early', 'late'])
  expect(readLog(log)[1]).toBe(`${early.trimEnd().slice(0, -1)},"sink":"spool"}`)
  expect(readdirSync(spool).sort()).toEqual(['audit.jsonl', 'commands'])
  expect(statSync(join(spool, 'audit.jsonl')).size).toBe(0)
})

test('readers at the same time merge a spool once', async () => {
  const spooled = Array.from({ length: 2000 }, (_, at) => `command ${at}`)
  const { world, log } = makeSpooled(logLines(...spooled))
  const { state } = world.places
  const env = { ...world.env, HOME: world.home, CODEX_ENV_SHIM_STATE: state }
  const cli = join(inject('release'), 'dist/cli.cjs')
  const readers = [1, 2, 3].map(() => spawn(process.execPath, [cli, 'log'], { env }))
  const said = readers.map(({ stderr }) => text(stderr))
  const ends = readers.map((reader) => once(reader, 'exit'))
  for (const { stdout } of readers) stdout.resume()
  expect(await Promise.all(ends)).toEqual([1, 2, 3].map(() => [0, null]))
  expect(await Promise.all(said)).toEqual(['', '', ''])
  expect(commandsOf(log)).toEqual(['before', ...spooled])
})

test('what a reader that died had taken is merged by the next one', async () => {
  const { world, spool, log } = makeSpooled(logLines('new'))
  // No system has a process of this number.
  write(join(spool, 'audit.jsonl.2147483647-abc'), logLines('old'))
  expect(await mergeSpools(world)).toEqual([])
  expect(commandsOf(log).sort()).toEqual(['before', 'new', 'old'])
  expect(readdirSync(spool).sort()).toEqual(['audit.jsonl', 'commands'])
})

test('what a living reader has taken is left to it', async () => {
  const { world, spool, log } = makeSpooled('')
  const taken = write(join(spool, `audit.jsonl.${process.pid}-abc`), logLines('taken'))
  await mergeSpools(world)
  expect(commandsOf(log)).toEqual(['before'])
  expect(existsSync(taken)).toBe(true)
})

test('what is too much for one reading is merged by the next one, of the same process, too', async () => {
  // No system has a process of these numbers; each log is more than half of what one reading takes.
  const large = (command: string) => logLine({ command, filler: 'x'.repeat(1000) }).repeat(17_000)
  const { world, spool, log } = makeSpooled(large('a'))
  write(join(spool, 'audit.jsonl.4194305-1'), large('b'))
  write(join(spool, 'audit.jsonl.4194305-2'), large('c'))
  expect(await mergeSpools(world)).toEqual([`${spool} holds more: the next reading merges it`])
  expect(await mergeSpools(world)).toEqual([])
  expect([...new Set(commandsOf(log))].sort()).toEqual(['a', 'b', 'before', 'c'])
  expect(readLog(log)).toHaveLength(51_001)
})

test('the shells find a log in the spool again, also where a reader died before it put one', async () => {
  const { world, spool } = makeSpooled('')
  rmSync(join(spool, 'audit.jsonl'))
  expect(await mergeSpools(world)).toEqual([])
  expect(statSync(join(spool, 'audit.jsonl')).mode & 0o777).toBe(0o600)
})

test('torn and foreign text comes along, and nothing in it goes unmarked', async () => {
  const forged = logLine({ command: 'forged', sink: 'log' }).trimEnd()
  const { world, log } = makeSpooled(`{"time":"torn${forged}\n${forged}\nfo\u001breign\nlast`)
  await mergeSpools(world)
  expect(
    readLog(log)
      .slice(1)
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { unreadable: '{"time":"torn', sink: 'spool' },
    { command: 'forged', sink: 'spool' },
    { command: 'forged', sink: 'spool' },
    { unreadable: 'fo\u001breign', sink: 'spool' },
    { unreadable: 'last', sink: 'spool' },
  ])
})

test('bytes that are not UTF-8 keep their value', async () => {
  const line = logLine({ command: 'x' }).replace('"x"', '"\\udcff"')
  const { world, log } = makeSpooled(Buffer.concat([Buffer.from(line), Buffer.from([0xfe, 0x0a])]))
  await mergeSpools(world)
  expect(readLog(log)[1]).toContain('"command":"\\udcff"')
  expect(readLog(log)[2]).toBe('{"unreadable":"\\udcfe","sink":"spool"}')
})

test('long commands come along under a name of their own', async () => {
  const name = '2026-01-02T030405.678901Z-2.txt'
  const { world, spool, log } = makeSpooled(logLine({ command_file: name, command_bytes: 5000 }))
  const spooled = write(join(spool, 'commands', name), 'long')
  const own = write(join(world.places.state, 'commands', name), 'another')
  expect(await mergeSpools(world)).toEqual([])
  expect(JSON.parse(readLog(log)[1] ?? '')).toMatchObject({ command_file: `spool-${name}` })
  expect(readFileSync(join(world.places.state, 'commands', `spool-${name}`), 'utf8')).toBe('long')
  expect(readFileSync(own, 'utf8')).toBe('another')
  expect(existsSync(spooled)).toBe(false)
})

test.each(['../../secret', '/etc/passwd', '.txt/../../x'])(
  'a command file called %j is not touched',
  async (name) => {
    const { world, spool } = makeSpooled(logLine({ command_file: name, command_bytes: 5000 }))
    const secret = write(join(spool, '../secret'), 'secret')
    await mergeSpools(world)
    expect(readdirSync(join(world.places.state, 'commands'))).toEqual([])
    expect(existsSync(secret)).toBe(true)
  },
)

test('a command file that is a link is not followed', async () => {
  const name = '2026-01-02T030405Z-2.txt'
  const { world, spool } = makeSpooled(logLine({ command_file: name, command_bytes: 5000 }))
  symlinkSync(write(join(world.home, 'secret'), 'secret'), join(spool, 'commands', name))
  await mergeSpools(world)
  expect(readdirSync(join(world.places.state, 'commands'))).toEqual([])
})

test.each([
  ['can be written by others', (spool: string) => chmodSync(spool, 0o770)],
  [
    'is not a directory',
    (spool: string) => {
      rmSync(spool, { recursive: true })
      symlinkSync(makeFolder(), spool)
    },
  ],
  [
    'is not a plain file of yours',
    (spool: string) => linkSync(join(spool, 'audit.jsonl'), join(spool, 'another')),
  ],
])('a spool that %s is refused with a warning', async (why, spoil) => {
  const { world, spool, log } = makeSpooled(logLines('spooled'))
  spoil(spool)
  expect(await mergeSpools(world)).toEqual([expect.stringContaining(why)])
  expect(commandsOf(log)).toEqual(['before'])
})

test('a spool of another user is refused', async () => {
  const { world } = makeSpooled('')
  const uid = world.uid + 1
  mkdirSync(join(world.env['TMPDIR'] ?? '', `codex-env-shim-${uid}`), { mode: 0o700 })
  expect(await mergeSpools({ ...world, uid })).toEqual([
    expect.stringContaining(`belongs to user ${world.uid}; it was not merged`),
  ])
})

test('a log that cannot be written leaves the spool as it is', async () => {
  const { world, spool, log } = makeSpooled(logLines('spooled'))
  rmSync(log)
  mkdirSync(log)
  expect(await mergeSpools(world)).toEqual([expect.stringContaining('was not merged: EISDIR')])
  expect(readFileSync(join(spool, 'audit.jsonl'), 'utf8')).toBe(logLines('spooled'))
})
