import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepSession, type Session } from '../../../src/agents/sessions.js'
import { explainRecord } from '../../../src/audit/read/explanation.js'
import { makeJoin } from '../../../src/audit/read/join.js'
import { markEntry } from '../../../src/audit/read/mark.js'
import { type Entry, parseLine } from '../../../src/audit/read/record.js'
import { renderStarter } from '../../../src/audit/read/starter-members.js'
import { makeInbox } from '../../../src/audit/ship/collect/inbox.js'
import { mergeSpools } from '../../../src/audit/ship/spool.js'
import { describeEntry } from '../../../src/audit/show/html/entry.js'
import { runProgram } from '../../../src/commands/program.js'
import { readProcess } from '../../../src/system/processes.js'
import type { World } from '../../../src/system/world.js'
import { makeFolder, makeWorld, write } from '../../world.js'
import { logLine, record } from '../log-line.js'

const session: Session = {
  agent: 'codex',
  mode: 'exec',
  version: '1.2.3',
  pid: 42,
  startedAt: '2026-01-01T00:00:00.000Z',
  host: 'elsewhere',
}
const next: Session = { ...session, mode: 'tui', pid: 43, startedAt: '2026-01-03T00:00:00.000Z' }

const MEMBERS = {
  agent_pid: 42,
  agent_started: '2026-01-01T00:00:00.000Z',
  agent_mode: 'exec',
  agent_version: '1.2.3',
  agent_host: 'elsewhere',
}

/** A user whose thread t1 was in one process since noon of the first day, and in another since noon of the third. */
async function makeUser(env: World['env'] = {}): Promise<World> {
  const world = makeWorld({ TMPDIR: makeFolder(), ...env })
  const keep = (time: string, one: Session) =>
    keepSession({ ...world, now: new Date(time) }, 't1', one)
  await keep('2026-01-01T12:00:00.500Z', session)
  await keep('2026-01-03T12:00:00.500Z', next)
  return world
}

const parse = (text: string) => parseLine(text.trimEnd())
const jsonOf = (entries: readonly Entry[]) => entries.map(({ json }) => JSON.parse(json))

test.each([
  ['the time between', {}, 42],
  ['the first instant', { time: '2026-01-01T12:00:00.500000Z' }, 42],
  ['the same second, by a shell without a finer clock', { time: '2026-01-01T12:00:00Z' }, 42],
  ['the instant before', { time: '2026-01-01T12:00:00.499999Z' }, undefined],
  ['the time after it was resumed', { time: '2026-01-04T00:00:00.000Z' }, 43],
  ['a subagent, whose session is that thread', { thread: 'child', session: 't1' }, 42],
  ['another thread', { thread: 't2', session: 't2' }, undefined],
  ['no thread', { thread: '', session: '' }, undefined],
  ['a line that says it', { agent_pid: 7, agent_started: '2026-01-01T00:00:00.000Z' }, 7],
  ['a line without numbers', { ppid: undefined }, 42],
])('%s: the process is the one of then', async (_, fields, pid) => {
  const world = await makeUser()
  const [line = {}] = jsonOf(makeJoin(world)(parse(logLine(fields))))
  expect(line.agent_pid).toBe(pid)
  const [entry] = parse(logLine(fields))
  const { agent } = explainRecord(world, (entry?.kind === 'record' && entry.record) as never)
  expect(agent?.pid).toBe(pid)
})

test('a line gets the members at its end, with nothing else changed, and before its sink', async () => {
  const join = makeJoin(await makeUser())
  const members = JSON.stringify(MEMBERS).slice(1, -1)
  const plain = logLine({ command: 'echo ",\\"sink\\":\\"" }' }).trimEnd()
  expect(join(parse(plain))[0]?.json).toBe(`${plain.slice(0, -1)},${members}}`)
  const marked = logLine({ sink: 'spool' }).trimEnd()
  expect(join(parse(marked))[0]?.json).toBe(
    marked.replace(',"sink":"spool"}', `,${members},"sink":"spool"}`),
  )
  const spaced = ` ${plain.slice(0, -1)} } `
  expect(JSON.parse(join(parse(spaced))[0]?.json ?? '')).toEqual({
    ...JSON.parse(plain),
    ...MEMBERS,
  })
})

test('what is no record stays as it is', async () => {
  const join = makeJoin(await makeUser())
  const gap = '{"time":"2026-01-02T00:00:00Z","gap":"no collector","from":"","until":""}'
  expect(join(parse(gap))[0]?.json).toBe(gap)
  expect(join(parse('torn'))[0]?.json).toBe('{"unreadable":"torn"}')
})

test('what is not known of a process is left out', () => {
  expect(renderStarter({ ...session, mode: '', version: '', host: '' })).toEqual({
    agent_pid: 42,
    agent_started: '2026-01-01T00:00:00.000Z',
  })
})

const FORGED = {
  agent_pid: 666,
  agent_started: '1999-01-01T00:00:00.000Z',
  agent_mode: 'forged',
  agent_version: 'forged',
  agent_host: 'forged',
}

const CLAIMS = [
  ['of a thread that is known', logLine({ ...FORGED, command: 'known' }), MEMBERS],
  ['of one that is not', logLine({ ...FORGED, thread: 'x', session: 'x' }), {}],
  ['of one that says it was collected', logLine({ ...FORGED, sink: 'fifo' }), MEMBERS],
  ['of no type that fits', logLine({ agent_pid: '666', agent_host: [1], thread: 'x' }), {}],
  ['said twice', logLine({ thread: 'x' }).replace('}', ',"agent_pid":1,"agent_pid":2}'), {}],
  ['of a gap', JSON.stringify({ time: 'x', gap: 'no collector', ...FORGED }), {}],
] as const

/** What a line says in the end of who started it. */
const startersOf = (line: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(line).filter(([name]) => name.startsWith('agent_')))

test.each(CLAIMS)(
  'what a sandboxed command claims, %s, does not survive the FIFO',
  async (...row) => {
    const [, claim, members] = row
    const [line = ''] = makeInbox(await makeUser()).receive([claim.trimEnd()])
    expect(startersOf(JSON.parse(line))).toEqual(members)
    expect(Object.keys(JSON.parse(line)).at(-1)).toBe('sink')
  },
)

test.each(CLAIMS)(
  'what a sandboxed command claims, %s, does not survive the spool',
  async (...row) => {
    const [, claim, members] = row
    const world = await makeUser()
    const spool = join(world.env['TMPDIR'] ?? '', `codex-env-shim-${world.uid}`)
    mkdirSync(join(spool, 'commands'), { recursive: true, mode: 0o700 })
    write(join(spool, 'audit.jsonl'), claim)
    expect(await mergeSpools(world)).toEqual([])
    const line = JSON.parse(await show(world, '--json'))
    expect(startersOf(line)).toEqual(members)
    expect(Object.keys(line).at(-1)).toBe('sink')
  },
)

test('a number from a sandbox is none of this system', async () => {
  const agent = await startAgent()
  const world = makeWorld()
  const [entry] = parse(logLine({ ppid: agent.pid, time: soon(), sink: 'fifo' }))
  expect(startersOf(jsonOf(makeJoin(world)(entry ? [entry] : []))[0])).toEqual({})
  expect(markEntry(entry as Entry, 'fifo')).not.toContain('agent_pid')
})

test('a process that runs is found by the number of the parent, for lines since it began', async () => {
  const agent = await startAgent()
  const pid = agent.pid ?? 0
  const started = readProcess(pid)?.startedAt ?? new Date(0)
  const world = makeWorld()
  const join = makeJoin(world)
  const lineOf = (ppid: number | undefined, time: string) =>
    startersOf(jsonOf(join(parse(logLine({ ppid, time }))))[0])
  const members = {
    agent_pid: pid,
    agent_started: started.toISOString(),
    agent_mode: 'exec',
    agent_host: 'testhost',
  }
  expect(lineOf(pid, soon())).toEqual(members)
  const child = findChild(pid)
  expect(lineOf(child, soon())).toEqual(members)
  expect(lineOf(pid, new Date(started.getTime() - 1).toISOString())).toEqual({})
  expect(lineOf(process.pid, soon())).toEqual({})
  expect(lineOf(1, soon())).toEqual({})
  expect(lineOf(2 ** 31, soon())).toEqual({})
})

test('the process that runs counts more than a session that was in another one; of its own the version is known', async () => {
  const agent = await startAgent()
  const pid = agent.pid ?? 0
  const startedAt = (readProcess(pid)?.startedAt ?? new Date(0)).toISOString()
  const world = makeWorld()
  const line = logLine({ ppid: pid, time: soon() })
  await keepSession(world, 't1', session)
  expect(jsonOf(makeJoin(world)(parse(line)))).toMatchObject([{ agent_pid: pid }])
  await keepSession(world, 't1', { ...session, pid, startedAt, host: world.host })
  expect(jsonOf(makeJoin(world)(parse(line)))).toMatchObject([
    { agent_pid: pid, agent_version: '1.2.3' },
  ])
})

test('who follows the log learns of a session that is remembered meanwhile', async () => {
  const world = makeWorld()
  const join = makeJoin(world)
  const line = parse(logLine())
  expect(startersOf(jsonOf(join(line))[0])).toEqual({})
  await keepSession(world, 't1', session)
  await expect.poll(() => startersOf(jsonOf(join(line))[0])).toEqual(MEMBERS)
})

async function show(world: World, ...args: readonly string[]): Promise<string> {
  const { stream } = await runProgram(world, ['log', ...args])
  let text = ''
  for await (const part of stream ?? []) text += part
  return text
}

test('every format has it', async () => {
  const world = await makeUser()
  record(world, logLine({ ppid: 42 }))
  expect(JSON.parse(await show(world, '--json'))).toMatchObject(MEMBERS)
  expect(await show(world, '--full')).toContain(
    '\n    by codex exec 1.2.3, process 42 on elsewhere, which began 2026-01-01T00:00:00.000Z\n',
  )
  expect(await show(world)).not.toContain('process 42')
  expect(JSON.parse(await show(world, '--format', 'ecs'))).toMatchObject({
    'process.parent.pid': 42,
    'process.parent.start': '2026-01-01T00:00:00.000Z',
    'host.name': 'elsewhere',
    'codex_env_shim.agent_pid': 42,
    'codex_env_shim.agent_started': '2026-01-01T00:00:00.000Z',
    'codex_env_shim.agent_mode': 'exec',
    'codex_env_shim.agent_version': '1.2.3',
  })
  const otel = await show(world, '--format', 'otel')
  expect(otel).toContain('{"key":"codex_env_shim.agent_pid","value":{"intValue":"42"}}')
  expect(otel).toContain('{"key":"host.name","value":{"stringValue":"elsewhere"}}')
  const [head = '', row = ''] = (await show(world, '--format', 'csv')).split('\r\n')
  expect(head).toMatch(/,agent_pid,agent_started,agent_mode,agent_version,agent_host,/)
  expect(row).toMatch(/,42,2026-01-01T00:00:00.000Z,exec,1.2.3,elsewhere,,,,$/)
})

test('a page has it in words', async () => {
  const [entry] = makeJoin(await makeUser())(parse(logLine()))
  expect(describeEntry(entry as Entry, undefined, undefined)).toMatchObject({
    starter: 'codex exec 1.2.3, process 42 on elsewhere, which began 2026-01-01T00:00:00.000Z',
  })
})

test("the parent is the agent only where it has the agent's number", async () => {
  const world = await makeUser()
  record(world, logLine({ ppid: 1 }))
  expect(await show(world, '--format', 'ecs')).not.toContain('process.parent.start')
})

const soon = () => new Date(Date.now() + 1000).toISOString()

/** A program by the name of an agent's that has a shell below it. */
async function startAgent(): Promise<ChildProcess> {
  const program = join(makeFolder(), 'codex')
  copyFileSync('/bin/bash', program)
  // Until it has begun, what it starts is a second one of the same name.
  const script = 'sleep 60 & until [ /proc/$!/exe -ef /bin/sleep ]; do :; done; echo started; wait'
  const agent = spawn(program, ['-c', script, 'exec'], { detached: true })
  onTestFinished(() => void process.kill(-(agent.pid ?? 0)))
  await once(agent.stdout, 'data')
  return agent
}

/** The process that it started. */
function findChild(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])
}
