import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename } from 'node:path'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { readProcess } from '../../src/system/processes.js'
import type { Call } from './model.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { type AuditLine, declareAndAllow, install, readLog, readLogFile, shim } from './product.js'
import { beginThread, compactThread, greet, takeTurn } from './rpc.js'
import {
  converse,
  createCodexHome,
  locateCodex,
  NEWEST,
  runCodex,
  type Setting,
} from './session.js'
import { serveSubagentModel } from './subagent-model.js'
import { serveTurnsModel } from './turns-model.js'

const person = definePerson()

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
})

afterAll(() => moveOut(person))

const settingOf = (sandbox: Setting['sandbox'], options: readonly string[] = []): Setting => ({
  person,
  version: NEWEST,
  shell: '/bin/bash',
  sandbox,
  config: `[projects.${JSON.stringify(person.project)}]\ntrust_level = "trusted"\n`,
  prepare: async (codexHome) =>
    void (await shim(person, ['enable', 'codex', ...options], { codexHome })),
})

const HOOKS = ['--hooks']
const TRUSTED = '--dangerously-bypass-hook-trust'

/** What a line says of the process that started its command. */
const readStarter = (line: AuditLine) => {
  const { agent_pid: pid, agent_started: started } = line as {
    readonly agent_pid?: number
    readonly agent_started?: string
  }
  return { pid, started }
}

/** The Codex of this person that runs now, as /proc has it. */
function seeCodex() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name))
  const [pid] = pids.map(Number)
  expect(pids).toHaveLength(1)
  const started = readProcess(pid ?? 0)?.startedAt ?? new Date(0)
  const told = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env: { TZ: 'UTC', LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  })
  expect(Math.abs(Date.parse(`${told.trim()} UTC`) - started.getTime())).toBeLessThan(2000)
  return { pid, started: started.toISOString() }
}

function isOurs(pid: string): boolean {
  try {
    const [name = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
    return basename(name) === 'codex' && environment.includes(`HOME=${person.home}`)
  } catch {
    return false
  }
}

/** Has a conversation; answers its lines as `log --json` shows them after it, and what was seen while it went on. */
async function talk(setting: Setting, args: readonly string[]) {
  const before = (await readLog(person)).length
  const seen: ReturnType<typeof seeCodex>[] = []
  const meanwhile: AuditLine[] = []
  const look = async () => {
    seen.push(seeCodex())
    meanwhile.push(...(await readLog(person)).slice(before + meanwhile.length))
  }
  const calls: readonly Call[] = [
    { command: ': first', before: look },
    { command: ': in a terminal', tty: true, before: look },
    { command: `: ${'long '.repeat(2000)}`, before: look },
    { command: ': last', before: look },
  ]
  const { codexHome, transcript } = await converse(setting, calls, args)
  const lines = (await readLog(person)).slice(before)
  onTestFailed(() => console.error(transcript, lines))
  expect(lines).toHaveLength(calls.length)
  expect(new Set(seen.map(({ pid }) => pid)).size).toBe(1)
  return { codexHome, lines, meanwhile, codex: seen[0], count: calls.length }
}

test('every line of a conversation tells the pid and start of its Codex, while it runs and after', async () => {
  const { lines, meanwhile, codex, count } = await talk(settingOf('danger-full-access', HOOKS), [
    TRUSTED,
    'go',
  ])
  expect(lines.map(readStarter)).toEqual(Array(count).fill(codex))
  expect(meanwhile.map(readStarter)).toEqual(Array(count - 1).fill(codex))
  for (const line of lines) {
    expect(line).toMatchObject({ agent_mode: 'exec', agent_host: hostname() })
    expect(line).toMatchObject({ agent_version: NEWEST })
  }
})

test('a conversation that goes on in another process tells which one ran which command', async () => {
  const setting = settingOf('danger-full-access', HOOKS)
  const first = await talk(setting, [TRUSTED, 'go'])
  const again = { ...setting, codexHome: first.codexHome }
  const second = await talk(again, [TRUSTED, 'resume', '--last', 'go on'])
  const all = (await readLog(person)).slice(-2 * first.count)
  expect(new Set(all.map(({ thread }) => thread)).size).toBe(1)
  expect(first.codex?.pid).not.toBe(second.codex?.pid)
  expect(all.map(readStarter)).toEqual([
    ...Array(first.count).fill(first.codex),
    ...Array(second.count).fill(second.codex),
  ])
})

test('without the hook a Codex that runs is found all the same', async () => {
  const { lines, meanwhile, codex, count } = await talk(settingOf('danger-full-access'), ['go'])
  expect(meanwhile.map(readStarter)).toEqual(Array(count - 1).fill(codex))
  expect(lines.map(readStarter)).toEqual(Array(count).fill({}))
})

test('a collector writes it into the lines of a sandbox', async () => {
  const before = (await readLogFile(person)).length
  const { codex, count } = await talk(settingOf('read-only', HOOKS), [TRUSTED, 'go'])
  const lines = (await readLogFile(person)).slice(before).filter((line) => 'command' in line)
  expect(lines.map(readStarter)).toEqual(Array(count).fill(codex))
  for (const line of lines) {
    expect(line).toMatchObject({ sink: 'fifo', agent_mode: 'exec' })
    expect(Object.keys(line).at(-1)).toBe('sink')
  }
})

test('a server tells itself for each of its threads, and for one that was compacted', async () => {
  const before = (await readLog(person)).length
  const model = await serveTurnsModel(':')
  const setting = settingOf('danger-full-access', HOOKS)
  const codexHome = await createCodexHome(setting, model)
  const server = spawn(process.execPath, [locateCodex(NEWEST), 'app-server'], {
    cwd: person.project,
    env: { ...person.env, CODEX_HOME: codexHome, SCRIPTED_MODEL_KEY: 'none' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const client = await greet(server)
    const codex = seeCodex()
    const place = {
      cwd: person.project,
      sandbox: 'danger-full-access',
      config: { bypass_hook_trust: true },
    }
    const first = await beginThread(client, place)
    await takeTurn(client, first)
    await compactThread(client, first)
    await takeTurn(client, first)
    await takeTurn(client, await beginThread(client, place))
    const ended = once(server, 'exit')
    server.stdin.end()
    await ended
    const lines = (await readLog(person)).slice(before)
    expect(lines.map(readStarter)).toEqual([codex, codex, codex])
    expect(lines[0]).toMatchObject({ agent_mode: 'app-server', agent_version: NEWEST })
  } finally {
    server.kill()
    model.close()
  }
})

test.each(['danger-full-access', 'read-only'] as const)(
  'a subagent was started by the process of the one that started it, in %s',
  async (sandbox) => {
    const before = (await readLog(person)).length
    const model = await serveSubagentModel('echo "<$PPID>"')
    const setting = settingOf(sandbox, HOOKS)
    try {
      const transcript = await runCodex(setting, await createCodexHome(setting, model), [
        TRUSTED,
        'go',
      ])
      onTestFailed(() => console.error(transcript))
    } finally {
      model.close()
    }
    const lines = (await readLog(person)).slice(before).filter((line) => 'command' in line)
    expect(lines.map(({ tool_call: call }) => call).sort()).toEqual([
      'child_command',
      'parent_command',
    ])
    const pids = lines.map((line) => readStarter(line).pid)
    expect(pids).toEqual([expect.any(Number), pids[0]])
    if (sandbox === 'read-only') return
    const printed = [...model.outputs.values()].flatMap((text) => /<(\d+)>/.exec(text)?.[1] ?? [])
    expect(printed.map(Number)).toEqual(pids)
  },
)
