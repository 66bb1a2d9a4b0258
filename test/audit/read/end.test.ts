import { expect, test } from 'vitest'
import { nameEnding, renderSeconds } from '../../../src/audit/read/end.js'
import { parseLine } from '../../../src/audit/read/record.js'
import { pairEnds } from '../../../src/audit/show/html/page/end.js'
import { runProgram } from '../../../src/commands/program.js'
import type { World } from '../../../src/system/world.js'
import { makeFolder, makeWorld } from '../../world.js'
import { logLine, record } from '../log-line.js'

const makeUser = () => makeWorld({ TMPDIR: makeFolder() })

/** The ending of a command of logLine, but for the fields named. */
function endLine(fields: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({
    time: '2026-01-02T03:04:06.928901Z',
    began: '2026-01-02T03:04:05.678901Z',
    pid: 2,
    exit: 3,
    seconds: 1.25,
    cwd: '/p/sub',
    agent: 'codex',
    thread: 't1',
    session: 's1',
    tool_call: 'c1',
    project: '/p',
    plan: '0123456789abcdef',
    state: 'fresh',
    ...fields,
  })}\n`
}

async function print(world: World, ...args: readonly string[]): Promise<string> {
  const { stream, stdout } = await runProgram(world, ['log', ...args])
  let text = stdout ?? ''
  for await (const part of stream ?? []) text += part
  return text
}

test('an ending is none where it has a command, or no process', () => {
  const [end] = parseLine(endLine().trim())
  expect(end).toMatchObject({ kind: 'end', end: { pid: 2, exit: 3, signal: '', seconds: 1.25 } })
  expect(parseLine(endLine({ command: 'x' }).trim())).toMatchObject([{ kind: 'record' }])
  expect(parseLine(endLine({ pid: 'x' }).trim())).toMatchObject([{ kind: 'unreadable' }])
})

test('an ending behind a torn line is not lost', () => {
  const entries = parseLine(`{"time":"2026${endLine().trim()}`)
  expect(entries).toMatchObject([{ kind: 'unreadable' }, { kind: 'end' }])
})

test.each([
  [{ exit: 0, signal: '' }, 'exit 0'],
  [{ exit: undefined, signal: 'TERM' }, 'SIGTERM'],
])('%j is called %s', (end, name) => expect(nameEnding(end)).toBe(name))

test.each([
  [0.0042, '4 ms'],
  [1.25, '1.25 s'],
  [3600, '3600 s'],
  [undefined, ''],
])('%s seconds are shown as %j', (seconds, text) => expect(renderSeconds(seconds)).toBe(text))

test('-n counts commands, and shows the endings among them', async () => {
  const world = makeUser()
  for (const pid of [2, 3, 4]) record(world, logLine({ pid }) + endLine({ pid }))
  const shown = (await print(world, '-n', '2', '--json')).trim().split('\n')
  expect(shown.map((line) => JSON.parse(line).pid)).toEqual([3, 3, 4, 4])
})

test.each([
  ['--thread', 't1', 2],
  ['--thread', 't2', 0],
  ['--call', 'c1', 2],
  ['--state', 'fresh', 2],
  ['--state', 'none', 0],
  ['--project', '/p', 2],
  ['--project', '/q', 0],
])('%s %s lets %i lines pass', async (option, value, count) => {
  const world = makeUser()
  record(world, logLine() + endLine())
  const lines = (await print(world, '--json', option, value)).split('\n').filter(Boolean)
  expect(lines).toHaveLength(count)
})

test('text shows it on a line of its own, which nothing in it can break', async () => {
  const world = makeUser()
  record(world, endLine({ exit: undefined, signal: 'TERM\n\u001b[31m', began: 'then\n' }))
  const text = await print(world)
  expect(text.split('\n')).toHaveLength(2)
  expect(text).toContain('SIGTERM\\n\\u{1b}[31m')
  expect(text).toMatch(/ {2}1\.25 s {4}began then\\n, process 2\n$/)
})

test('ecs has the end of a process, with its duration in nanoseconds', async () => {
  const world = makeUser()
  record(world, endLine())
  expect(JSON.parse(await print(world, '--format', 'ecs'))).toMatchObject({
    '@timestamp': '2026-01-02T03:04:06.928901Z',
    'event.category': ['process'],
    'event.type': ['end'],
    'event.outcome': 'failure',
    'event.start': '2026-01-02T03:04:05.678901Z',
    'event.duration': 1_250_000_000,
    'process.pid': 2,
    'process.exit_code': 3,
    'codex_env_shim.thread': 't1',
  })
})

test('otel has the exit code of a process', async () => {
  const world = makeUser()
  record(world, endLine())
  const text = await print(world, '--format', 'otel')
  expect(text).toContain('"eventName":"codex_env_shim.exit"')
  expect(text).toContain('{"key":"process.exit.code","value":{"intValue":"3"}}')
  expect(text).toContain('{"key":"codex_env_shim.seconds","value":{"doubleValue":1.25}}')
})

test('csv has it in the last columns', async () => {
  const world = makeUser()
  record(world, endLine())
  const [, line] = (await print(world, '--format', 'csv')).split('\r\n')
  expect(line).toMatch(/^2026-01-02T03:04:06.928901Z,ended,.*,2026-01-02T03:04:05.678901Z,3,,1.25$/)
})

test('--verify knows it, and notices one that is out of order', async () => {
  const world = makeUser()
  record(world, logLine() + endLine())
  expect((await runProgram(world, ['log', '--verify'])).status).toBe(0)
  record(world, endLine({ time: '2026-01-02T03:03:00.000000Z' }))
  const { stdout, status } = await runProgram(world, ['log', '--verify'])
  expect({ stdout, status }).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('out-of-order'),
  })
})

test('--explain tells it of the command that it belongs to, not of the next one of that process', async () => {
  const world = makeUser()
  record(world, logLine() + endLine())
  expect(await print(world, '--explain', 'c1')).toContain('exit 3, after 1.25 s')
  record(world, logLine())
  expect(await print(world, '--explain', 'c1')).not.toContain('exit 3')
})

test('the page has an ending with the newest command of its process before it', () => {
  const command = (pid: number) => ({ kind: 'command', time: 't', command: 'x', pid }) as const
  const end = { kind: 'end', time: 't', began: 't', pid: 2, exit: 3 } as const
  const [first, second, other] = [command(2), command(2), command(3)]
  expect(pairEnds([end, first, other, second, end])).toEqual([
    { entry: first, end: undefined },
    { entry: other, end: undefined },
    { entry: second, end },
  ])
})
