import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KNOWN_AGENTS, SHARED_MARKERS } from '../../src/agents/known.js'
import { loadCommands } from '../../src/commands/index.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { declare, makeWorld, write } from '../world.js'

const COMMANDS = await loadCommands()

/** Every verb: how it changes trust, settings, overlays or the program, and how it only looks. */
const VERBS: Readonly<
  Record<string, { change: readonly (readonly string[])[]; look: readonly (readonly string[])[] }>
> = {
  init: { change: [], look: [['init', '..']] },
  allow: { change: [['allow'], ['allow', '--name', 'LD_PRELOAD', '--json']], look: [] },
  edit: { change: [['edit'], ['edit', '.', '--json']], look: [] },
  deny: { change: [['deny'], ['deny', '.']], look: [] },
  capture: {
    change: [
      ['capture'],
      ['capture', '--shell'],
      ['capture', '--forget'],
      ['capture', '--', 'true'],
    ],
    look: [
      ['capture', '--list'],
      ['capture', '--list', '--json'],
    ],
  },
  set: {
    change: [
      ['set', 'A=2'],
      ['set', '--thread', 't', 'A=2'],
      ['set', '--prepend', 'PATH=/x'],
    ],
    look: [],
  },
  unset: {
    change: [
      ['unset', 'A'],
      ['unset', '--name', 'n', 'A'],
    ],
    look: [],
  },
  overlay: {
    change: [
      ['overlay', 'clear'],
      ['overlay', 'clear', '--all'],
      ['overlay', 'clear', '--stale'],
    ],
    look: [['overlay', 'list'], ['overlay']],
  },
  status: { change: [], look: [['status'], ['status', '--json']] },
  env: { change: [], look: [['env'], ['env', '--diff']] },
  log: {
    change: [['log', '--rotate']],
    look: [['log', '--path']],
  },
  doctor: { change: [], look: [['doctor']] },
  verify: { change: [['verify'], ['verify', '--reproduce']], look: [] },
  setup: { change: [['setup'], ['setup', '--uninstall']], look: [] },
  enable: {
    change: [
      ['enable', 'codex'],
      ['enable', 'codex', '--json'],
      ['enable', '--collector'],
      ['enable', 'codex', '--collector'],
    ],
    look: [
      ['enable', 'codex', '--dry-run'],
      ['enable', 'codex', '--route', 'shell'],
    ],
  },
  disable: {
    change: [
      ['disable', 'codex'],
      ['disable', '--collector'],
    ],
    look: [['disable', 'codex', '--dry-run']],
  },
  completion: { change: [], look: [['completion', 'bash']] },
  version: { change: [], look: [['version']] },
  'session-start': { change: [], look: [] },
}

const MARKERS = [
  ...KNOWN_AGENTS.flatMap(({ markers }) => markers.map((name) => [name, 'x'] as const)),
  ...['claude-code_2-1-197_agent', 'anything', '1', ' x'].map(
    (value) => ['AI_AGENT', value] as const,
  ),
  ...['1', 'true', 'goose', 'amp', 'Claude-Code', 'opencode@1.18'].map(
    (value) => ['AGENT', value] as const,
  ),
]

test('every verb is in the table above', () => {
  const names = COMMANDS.flatMap(({ commands }) => commands.map(({ name }) => name))
  expect(Object.keys(VERBS).sort()).toEqual([...names].sort())
})

test('every name that agents share is in the table above', () => {
  const tried = new Set<string>(MARKERS.map(([name]) => name))
  expect(SHARED_MARKERS.filter(({ name }) => !tried.has(name))).toEqual([])
})

for (const argv of Object.values(VERBS).flatMap(({ change }) => change)) {
  test(`${argv.join(' ')} is refused inside every agent, and changes nothing`, async () => {
    const world = makeUser()
    const before = readFiles(world)
    for (const [name, value] of MARKERS) {
      const inside = { ...world, env: { ...world.env, [name]: value } }
      await expect(runProgram(inside, argv), `${name}=${value}`).rejects.toMatchObject({
        kind: 'inside-agent',
        status: 125,
        message: expect.stringContaining(`(${name} is set)`),
      })
    }
    expect(readFiles(world)).toEqual(before)
  })
}

for (const argv of Object.values(VERBS).flatMap(({ look }) => look)) {
  test(`${argv.join(' ')} answers inside an agent`, async () => {
    const world = makeUser()
    const inside = { ...world, env: { ...world.env, CLAUDECODE: '1', AI_AGENT: 'x' } }
    const outside = await runProgram(makeUser(), argv)
    expect((await runProgram(inside, argv)).status).toBe(outside.status)
  })
}

test.each([
  { CODEX_HOME: '/x', CODEX_API_KEY: 'x', CODEX_ENV_SHIM_OVERLAY: 'x' },
  { CLAUDE_CODE_SHELL: '/x', CLAUDE_CODE_SSE_PORT: '1', CLAUDE_CONFIG_DIR: '/x' },
  { OPENCODE_CONFIG: '/x', CURSOR_TRACE_ID: 'x', GEMINI_CLI_IDE_SERVER_PORT: '1' },
  { CLAUDECODE: '', GEMINI_CLI: '', AGENT: '', AI_AGENT: '' },
  { AGENT: '0', AI_AGENT: '0' },
  { AGENT: 'ssh-agent', AI_AGENT: 'off' },
  { AGENT: '/run/user/1000/agent.sock', AI_AGENT: 'false' },
  { AGENT: 'jenkins-agent-7', AI_AGENT: ' ' },
  { AGENT: 'pipeline', AI_AGENT: 'none' },
])('what a user has set himself locks nobody out: %j', async (env) => {
  const world = makeUser()
  const { status } = await runProgram({ ...world, env: { ...world.env, ...env } }, ['allow'])
  expect(status).toBe(0)
})

function makeUser(): World {
  const world = makeWorld({ PATH: '/usr/bin:/bin' })
  declare(world.cwd, '[env]\nA = 1\n')
  for (const file of ['hook.bash', 'bash', 'zdotdir/.zshenv']) {
    write(join(world.places.data, 'shells', file), '')
  }
  return { ...world, env: { ...world.env, HOME: world.home, CODEX_HOME: `${world.home}/.codex` } }
}

/** Every file of a user, with its text. */
function readFiles({ home }: World): Readonly<Record<string, string>> {
  const entries = readdirSync(home, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path, readFileSync(path, 'utf8')]
    }),
  )
}
