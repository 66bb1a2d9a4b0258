import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listProcesses } from '../../src/system/processes.js'
import { haveTurn } from '../../src/verify/app-server.js'
import { hasTerminal, openTerminal } from '../terminal.js'
import { type Call, callId } from './model.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { readReport, report } from './probe.js'
import { type AuditLine, declareAndAllow, declared, install, readLogFile, shim } from './product.js'
import {
  type Conversation,
  converse,
  createCodexHome,
  NEWEST,
  runCodex,
  type Scene,
  type Setting,
  withModel,
} from './session.js'
import { attach } from './socket-client.js'
import { serveSubagentModel } from './subagent-model.js'

const person = definePerson()
const { path, values } = declared(person)

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
})

afterAll(() => {
  // `daemon stop` leaves the process that looks after it.
  for (const { exe, pid } of listProcesses(process.getuid?.() ?? 0)) {
    if (exe.startsWith(`${person.root}/`)) process.kill(pid)
  }
  return moveOut(person)
})

/** The newest Codex, enabled, for a person whose login shell is bash. */
const SETTING: Setting = {
  person,
  version: NEWEST,
  shell: '/bin/bash',
  sandbox: 'danger-full-access',
  config: `[projects.${JSON.stringify(person.project)}]\ntrust_level = "trusted"\n`,
  prepare: async (codexHome) => void (await shim(person, ['enable', 'codex'], { codexHome })),
}

const CALLS: readonly Call[] = [
  { command: report() },
  { command: `${report()} # in a terminal`, tty: true },
  { command: `${report()} # last` },
]

/** Every call ran in what is declared, and left one line that says for which call. */
function expectDeclared({ answers, transcript }: Conversation, lines: readonly AuditLine[]): void {
  for (const { text, status } of answers) {
    expect(status, `${text}\n${transcript}`).toBe(0)
    const env = readReport(text)?.env ?? {}
    expect(env).toMatchObject(values)
    expect(env['PATH']?.split(':').slice(0, path.length)).toEqual(path)
  }
  expect(lines).toHaveLength(answers.length)
  for (const [index, line] of lines.entries()) {
    expect(line).toMatchObject({
      agent: 'codex',
      tool_call: callId(index),
      state: 'fresh',
      route: 'hook',
    })
  }
}

/** The lines that came to the log meanwhile. */
async function linesOf(act: () => Promise<Conversation>) {
  const before = (await readLogFile(person)).length
  const conversation = await act()
  return { conversation, lines: (await readLogFile(person)).slice(before) }
}

const start = async (scene: Scene, args: readonly string[], env = scene.env) => {
  const [program = '', ...rest] = await scene.argv(args)
  return spawn(program, rest, {
    cwd: person.project,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** Where a server says that it listens. */
async function readAddress({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of stdout ?? []) {
    text += chunk
    const url = /wss?:\/\/[\d.]+:\d+\S*/.exec(text)?.[0]
    if (url) return url
  }
  throw new Error(`no address in: ${text}`)
}

/** The same calls by the TUI. */
function talkInTerminal(setting: Setting, more: Readonly<Record<string, string>>) {
  return withModel(setting, CALLS, async (scene) => {
    const argv = await scene.argv(['--sandbox', 'danger-full-access', 'go'])
    const env = { ...scene.env, ...more, TERM: 'xterm' }
    const terminal = await openTerminal(argv, { cwd: person.project, env })
    await terminal.waitFor('done')
    terminal.dispose()
    return ''
  })
}

/** Ends the server that a TUI has started. */
async function stopDaemon(codexHome: string): Promise<void> {
  await withModel({ ...SETTING, codexHome }, [], async (scene) => {
    const [program = '', ...args] = await scene.argv(['app-server', 'daemon', 'stop'])
    await execa(program, args, { env: scene.env, extendEnv: false, stdin: 'ignore' })
    return ''
  })
}

const turn = { cwd: person.project, sandbox: 'danger-full-access' }

async function waitFor(file: string): Promise<void> {
  for (let tries = 0; tries < 100 && !existsSync(file); tries += 1) await setTimeout(100)
  expect(existsSync(file), file).toBe(true)
}

async function end(process: ChildProcess): Promise<void> {
  process.stdin?.end()
  process.kill()
  if (process.exitCode === null && process.signalCode === null) {
    await new Promise((resolve) => process.once('exit', resolve))
  }
}

describe(`Codex ${NEWEST}`, () => {
  test('an app-server on stdio', async () => {
    const { conversation, lines } = await linesOf(() =>
      withModel(SETTING, CALLS, async (scene) => {
        const server = await start(scene, ['app-server'])
        await haveTurn(server, turn)
        await end(server)
        return ''
      }),
    )
    expectDeclared(conversation, lines)
  })

  test('an app-server that another terminal started and that is used again', async () => {
    let explained = ''
    const { conversation, lines } = await linesOf(() =>
      withModel(SETTING, CALLS, async (scene) => {
        const socket = join(person.tmp, 'app-server.sock')
        const stale = { ...scene.env, STALE_VAR: 'of the other terminal', GREETING: 'stale' }
        const daemon = await start(scene, ['app-server', '--listen', `unix://${socket}`], stale)
        await waitFor(socket)
        const client = await attach(socket)
        await haveTurn(client, turn)
        client.close()
        explained = await shim(person, ['log', '--explain', callId(0)])
        explained += await shim(person, ['doctor'], { cwd: person.project })
        await end(daemon)
        return ''
      }),
    )
    expectDeclared(conversation, lines)
    // What is not declared comes from the server, whatever terminal the client is in.
    expect(readReport(conversation.answers[0]?.text ?? '')?.env['STALE_VAR']).toBe(
      'of the other terminal',
    )
    expect(explained).toMatch(/by {10}codex app-server, process \d+ on \S+, running since /)
    expect(explained).toMatch(
      /Codex app-server, process \d+ .*other than here: .*GREETING \(declared\).*STALE_VAR/,
    )
  })

  test('exec resume', async () => {
    const first = await converse(SETTING, CALLS)
    const again = { ...SETTING, codexHome: first.codexHome }
    const { conversation, lines } = await linesOf(() =>
      converse(again, CALLS, ['resume', '--last', 'go on']),
    )
    expectDeclared(conversation, lines)
  })

  test('a session in a worktree of an allowed project', async () => {
    const { env, project, root } = person
    const git = (...args: readonly string[]) =>
      execa('git', ['-c', 'user.name=n', '-c', 'user.email=e@x', ...args], { cwd: project, env })
    await git('init', '-q')
    await git('add', '-A')
    await git('commit', '-qm', 'all')
    const worktree = join(root, 'worktree')
    await git('worktree', 'add', '-q', worktree)
    const { conversation, lines } = await linesOf(() =>
      converse({ ...SETTING, cwd: worktree }, CALLS),
    )
    for (const { text } of conversation.answers) {
      const found = readReport(text)?.env ?? {}
      expect(found).toMatchObject(values)
      expect(found['PATH']?.split(':')[0]).toBe(join(worktree, 'bin'))
    }
    expect(lines.map(({ state }) => state)).toEqual(['fresh', 'fresh', 'fresh'])
  })

  test('the TUI in a terminal, and another one that uses the server which the first has started', async ({
    skip,
  }) => {
    if (!(await hasTerminal())) skip('node-pty is missing')
    const first = await linesOf(() =>
      talkInTerminal(SETTING, { STALE_VAR: 'of the first terminal' }),
    )
    const { codexHome } = first.conversation
    try {
      expectDeclared(first.conversation, first.lines)
      const second = await linesOf(() => talkInTerminal({ ...SETTING, codexHome }, {}))
      expectDeclared(second.conversation, second.lines)
      const env = readReport(second.conversation.answers[0]?.text ?? '')?.env
      expect(env?.['STALE_VAR']).toBe('of the first terminal')
      expect(await shim(person, ['log', '--explain', callId(0)])).toMatch(
        /by {10}codex app-server, process \d+ on \S+, running since /,
      )
      expect(await shim(person, ['doctor'], { cwd: person.project })).toMatch(
        /Codex app-server, process \d+ .*other than here: .*STALE_VAR/,
      )
    } finally {
      await stopDaemon(codexHome)
    }
  })

  test('what the user types behind ! in the TUI', async ({ skip }) => {
    if (!(await hasTerminal())) skip('node-pty is missing')
    const seen = join(person.project, 'typed')
    const command = 'printenv GREETING PATH >typed'
    const before = (await readLogFile(person)).length
    const { codexHome } = await withModel(SETTING, [], async (scene) => {
      const argv = await scene.argv(['--sandbox', 'danger-full-access', 'go'])
      const env = { ...scene.env, TERM: 'xterm' }
      const terminal = await openTerminal(argv, { cwd: person.project, env })
      await terminal.waitFor('done')
      terminal.press('!')
      await terminal.waitFor('Shell mode')
      terminal.press(command)
      await terminal.waitFor('typed')
      terminal.press('\r')
      await waitFor(seen)
      terminal.dispose()
      return ''
    })
    await stopDaemon(codexHome)
    const [greeting = '', found = ''] = (await readFile(seen, 'utf8')).split('\n')
    expect(greeting).toBe(values.GREETING)
    expect(found.split(':').slice(0, path.length)).toEqual(path)
    // Codex has a login shell run it whatever is configured, and it is no call of the model's.
    expect((await readLogFile(person)).slice(before)).toMatchObject([
      { command, agent: 'codex', tool_call: '', state: 'fresh' },
    ])
  })

  test('a call for which the model names another shell: bash and zsh are reached, any other name is /bin/sh', async () => {
    const shells = ['/usr/bin/bash', '/usr/bin/zsh', '/bin/sh', '/usr/bin/fish']
    const { conversation, lines } = await linesOf(() =>
      converse(
        SETTING,
        shells.map((shell) => ({ command: report(), shell })),
      ),
    )
    const found = conversation.answers.map(({ text }) => readReport(text)?.env['GREETING'])
    expect(found, conversation.transcript).toEqual([
      values.GREETING,
      values.GREETING,
      undefined,
      undefined,
    ])
    expect(lines.map(({ tool_call: call }) => call)).toEqual([callId(0), callId(1)])
  })

  test('an exec-server as remote executor, started from another terminal', async () => {
    const { conversation, lines } = await linesOf(() =>
      withModel(SETTING, CALLS, async (scene) => {
        const far = { ...scene.env, STALE_VAR: 'of the executor', GREETING: 'stale' }
        const executor = await start(scene, ['exec-server', '--listen', 'ws://127.0.0.1:0'], far)
        const url = await readAddress(executor)
        const env = { ...scene.env, CODEX_EXEC_SERVER_URL: url }
        const [program = '', ...args] = await scene.argv([
          'exec',
          '--skip-git-repo-check',
          '--sandbox',
          'danger-full-access',
          'go',
        ])
        const how = { cwd: person.project, extendEnv: false, stdin: 'ignore', all: true } as const
        const { all } = await execa(program, args, { ...how, env, reject: false })
        await end(executor)
        return all
      }),
    )
    expectDeclared(conversation, lines)
    expect(readReport(conversation.answers[0]?.text ?? '')?.env['STALE_VAR']).toBe(
      'of the executor',
    )
  })

  test('a subagent has ids of its own, and runs in the same environment', async () => {
    const before = (await readLogFile(person)).length
    const model = await serveSubagentModel(report())
    try {
      const codexHome = await createCodexHome(SETTING, model)
      const transcript = await runCodex(SETTING, codexHome, ['go'])
      for (const id of ['parent_command', 'child_command']) {
        const env = readReport(model.outputs.get(id) ?? '')?.env
        expect(env, transcript).toMatchObject({ ...values, CODEX_TOOL_CALL_ID: id })
      }
    } finally {
      model.close()
    }
    const lines = (await readLogFile(person)).slice(before)
    const of = (id: string) => lines.find(({ tool_call: call }) => call === id)
    expect(lines).toHaveLength(2)
    expect(of('child_command')?.thread).not.toBe(of('parent_command')?.thread)
    expect(of('child_command')?.session).toBe(of('parent_command')?.session)
  })

  test('codex sandbox', async () => {
    const bin = join(person.home, '.local/bin/codex-env-shim')
    const { conversation, lines } = await linesOf(() =>
      withModel(SETTING, [], async (scene) => {
        const run = async (...command: readonly string[]) => {
          const [program = '', ...args] = await scene.argv(['sandbox', '--', ...command])
          const how = { cwd: person.project, env: scene.env, extendEnv: false } as const
          const { all } = await execa(program, args, { ...how, all: true, stdin: 'ignore' })
          return all
        }
        const shell = await run('/bin/bash', '-c', report())
        expect(readReport(shell)?.env, shell).toMatchObject(values)
        // A program that is no shell reads no hook.
        expect(await run('/usr/bin/printenv', 'PATH')).not.toContain(path[0])
        expect(await run(bin, '--', '/usr/bin/printenv', 'PATH')).toContain(path[0])
        return shell
      }),
    )
    expect(conversation.transcript).not.toContain('codex-env-shim')
    // Its default sandbox is read-only: commands run in what is declared, and can leave no line.
    expect(lines).toEqual([])
  })

  test('a session with the SessionStart hook tells the model what its commands run in', async () => {
    const prepare = async (codexHome: string) =>
      void (await shim(person, ['enable', 'codex', '--hooks'], { codexHome }))
    const { conversation, lines } = await linesOf(() =>
      converse({ ...SETTING, prepare }, CALLS, ['--dangerously-bypass-hook-trust', 'go']),
    )
    expectDeclared(conversation, lines)
    const told = await readSessions(conversation.codexHome)
    expect(told).toContain('Every command here already runs in the environment')
    expect(told).toContain('Set: GREETING POEM.')
    // That process is gone by now; who it was has been remembered.
    expect(await shim(person, ['log', '--explain', callId(0)])).toMatch(
      /by {10}codex exec\S* ?\S*, process \d+ on \S+, which began 20/,
    )
  })

  test('a session with the SessionStart hook in a read-only sandbox is recorded from its first command', async () => {
    const prepare = async (codexHome: string) =>
      void (await shim(person, ['enable', 'codex', '--hooks'], { codexHome }))
    const setting = { ...SETTING, prepare, sandbox: 'read-only' } as const
    const { conversation, lines } = await linesOf(() =>
      converse(setting, CALLS, ['--dangerously-bypass-hook-trust', 'go']),
    )
    expectDeclared(conversation, lines)
    expect(lines.map((line) => 'sink' in line && line.sink)).toEqual(CALLS.map(() => 'fifo'))
    expect(await shim(person, ['log', '--explain', callId(0)])).toContain(
      'sandbox     yes: its line came by the collector\n',
    )
  })
})

describe('Codex 0.79.0, which tells a command no ids', () => {
  const setting: Setting = { ...SETTING, version: '0.79.0' }
  const calls: readonly Call[] = CALLS.map(({ command }) => ({ command }))

  function expectOld({ answers, transcript }: Conversation, lines: readonly AuditLine[]): void {
    for (const { text, status } of answers) {
      expect(status, `${text}\n${transcript}`).toBe(0)
      expect(readReport(text)?.env).toMatchObject(values)
    }
    expect(lines.map(({ state, route }) => `${route} ${state}`)).toEqual(
      answers.map(() => 'hook fresh'),
    )
  }

  test('an app-server on stdio that was started with another environment', async () => {
    const { conversation, lines } = await linesOf(() =>
      withModel(setting, calls, async (scene) => {
        const stale = { ...scene.env, STALE_VAR: 'of the other terminal', GREETING: 'stale' }
        const server = await start(scene, ['app-server'], stale)
        await haveTurn(server, turn)
        await end(server)
        return ''
      }),
    )
    expectOld(conversation, lines)
    const env = readReport(conversation.answers[0]?.text ?? '')?.env
    expect(env?.['STALE_VAR']).toBe('of the other terminal')
  })

  test('exec resume', async () => {
    const first = await converse(setting, calls)
    const again = { ...setting, codexHome: first.codexHome }
    const { conversation, lines } = await linesOf(() =>
      converse(again, calls, ['resume', '--last', 'go on']),
    )
    expectOld(conversation, lines)
  })
})

/** All that Codex has kept of its sessions. */
async function readSessions(codexHome: string): Promise<string> {
  const folder = join(codexHome, 'sessions')
  const names = await readdir(folder, { recursive: true })
  const files = names.filter((name) => name.endsWith('.jsonl'))
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.join('\n')
}
