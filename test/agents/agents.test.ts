import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAgent } from '../../src/agents/index.js'
import { parseLine } from '../../src/audit/read/record.js'
import type { Finding } from '../../src/doctor/check.js'
import type { World } from '../../src/system/world.js'
import { converseWith } from '../../src/verify/agent/conversation.js'
import type { AgentVerification } from '../../src/verify/agent/verification.js'
import type { Surveyed } from '../../src/verify/survey/survey.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { readReport, report } from './probe.js'
import { declareAndAllow, declared, install } from './product.js'

const person = definePerson()
const bin = join(person.home, '.local/bin/codex-env-shim')

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
})

afterAll(() => moveOut(person))

const MODULES = fileURLToPath(new URL('node_modules', import.meta.url))

/** An agent of package.json, how its commands are reached, and how many states `verify` has it in. */
type Row = {
  readonly agent: string
  readonly program: string
  readonly shell: 'bash' | 'zsh'
  /** The shell in which the agent runs commands, whatever the user's is. */
  readonly runs: 'bash' | 'zsh'
  readonly through: 'configured' | 'start'
  readonly wrapper: string
  readonly states: number
  /** Has a second conversation, of other kinds of calls. */
  readonly varied: boolean
}

const row = (
  agent: string,
  program: string,
  through: Row['through'],
  more: Partial<Row> = {},
): Row => ({
  agent,
  program,
  through,
  shell: 'bash',
  runs: more.shell ?? 'bash',
  wrapper: '',
  states: 1,
  varied: false,
  ...more,
})

/** For a user of zsh, of an agent that runs bash all the same. */
const NO_ZSH = { shell: 'zsh', runs: 'bash' } as const

const claude = (version: string, more: Partial<Row>) =>
  row('claude', `claude-${version}/bin/claude.exe`, 'configured', {
    wrapper: 'claude',
    states: 2,
    ...more,
  })

const ROWS: readonly Row[] = [
  claude('2.1.197', { varied: true }),
  claude('2.1.197', { shell: 'zsh' }),
  claude('2.1.332', { shell: 'bash' }),
  claude('2.1.332', { shell: 'zsh', varied: true }),
  claude('2.1.332', { through: 'start' }),
  row('opencode', '.bin/opencode', 'configured', { varied: true }),
  row('opencode', '.bin/opencode', 'configured', { shell: 'zsh' }),
  row('opencode', '.bin/opencode', 'start', { shell: 'zsh' }),
  row('gemini', '.bin/gemini', 'configured', { wrapper: 'gemini', varied: true }),
  row('gemini', '.bin/gemini', 'start', { wrapper: 'gemini', ...NO_ZSH }),
  // These take no setting for their shell's environment.
  row('qwen', '.bin/qwen', 'start', { varied: true }),
  row('qwen', '.bin/qwen', 'start', NO_ZSH),
  row('copilot', '.bin/copilot', 'start', { varied: true }),
  row('copilot', '.bin/copilot', 'start', NO_ZSH),
]

async function run(shell: string, ...args: readonly string[]) {
  const env = { ...person.env, SHELL: `/bin/${shell}`, SHLVL: '1' }
  return execa(bin, args, {
    cwd: person.project,
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  })
}

async function readCommands() {
  const log = join(person.home, '.local/state/codex-env-shim/audit.jsonl')
  const entries = (await readFile(log, 'utf8')).split('\n').flatMap(parseLine)
  return entries.flatMap((entry) => (entry.kind === 'record' ? [entry.record] : []))
}

describe.each(ROWS)('$agent ($program) of a user of $shell, $through', (one) => {
  test('six calls get what is declared, and leave a line each with the text of the model', {
    timeout: 600_000,
  }, async () => {
    if (one.through === 'configured') {
      expect(await run(one.shell, 'enable', one.agent)).toMatchObject({ exitCode: 0 })
    }
    const before = (await readCommands()).length
    const program = join(MODULES, one.program)
    const { stdout, stderr } = await run(
      one.shell,
      'verify',
      one.agent,
      '--program',
      program,
      '--json',
    )
    expect(stderr).toBe('')
    const found = JSON.parse(stdout) as AgentVerification
    expect(found).toMatchObject({ passed: true, through: one.through })
    expect(found.version, 'no full stop of a sentence').toMatch(/\w$|^$/)
    expect(found.states.map(({ lines }) => lines)).toEqual(Array(one.states).fill(6))
    const records = (await readCommands()).slice(before)
    const ours = records.filter(({ state }) => state === 'fresh')
    expect(ours.length).toBe(6 * one.states)
    for (const { command, agent, wrapper, shell } of ours) {
      expect(command).toMatch(/^: verify-/)
      expect({ agent, wrapper, shell }).toEqual({
        agent: one.agent,
        wrapper: one.wrapper,
        shell: one.runs,
      })
    }
    await run(one.shell, 'disable', one.agent)
  })
})

/** How the person's own terminal looks to the program, for what is asked of it here directly. */
const world: World = {
  env: { ...person.env, SHLVL: '1' },
  cwd: person.project,
  home: person.home,
  places: {
    data: join(person.home, '.local/share/codex-env-shim'),
    config: join(person.home, '.config/codex-env-shim'),
    state: join(person.home, '.local/state/codex-env-shim'),
    cache: join(person.home, '.cache/codex-env-shim'),
  },
  uid: process.getuid?.() ?? 0,
  host: 'here',
  now: new Date(),
  stdoutIsTerminal: false,
  tell: () => {},
}

const LETTER = `it's "here", $HOME \${PATH} \\ \\n % é ü 漢`
/** Qwen Code passes on what it has read of a command when that ends: on a busy machine, a part of what was printed. */
const show = `${report()}; sleep 0.2`
const CALLS = [
  `( exit 7 ); ${show}; exit 7`,
  `cd deep/er && ${show}`,
  `${show} # where that cd has led, or not`,
  `sleep 1 >/dev/null 2>&1 & ${show}`,
  `cat <<'END OF TEXT'\n${LETTER}\nEND OF TEXT\n${show}`,
  // Gemini CLI takes the quotes off a `bash -c` that a text begins with, whatever follows.
  `true; /bin/bash -c 'printenv GREETING'; sh -c 'exit 3' || ${show}`,
]

describe.each(ROWS.filter(({ varied }) => varied))(
  '$agent ($program) of a user of $shell, $through',
  (one) => {
    test('statuses, folders, background work, here-documents and nested shells are one line each, in what is declared', {
      timeout: 300_000,
    }, async () => {
      const agent = findAgent(one.agent)
      if (!agent.drive) throw new Error(`${one.agent} has no drive`)
      if (one.through === 'configured') await run(one.shell, 'enable', one.agent)
      const before = (await readCommands()).length
      const calls = CALLS.map((command) => ({ command }))
      const setting = {
        title: agent.title,
        program: join(MODULES, one.program),
        drive: agent.drive,
        state: agent.drive.states?.[0] ?? { title: '', files: {} },
        cwd: person.project,
        environment: { ...person.env, SHELL: `/bin/${one.shell}`, SHLVL: '1' },
        through: one.through,
        onAsked: () => {},
      }
      const answers = await converseWith(world, setting, calls)
      await run(one.shell, 'disable', one.agent)
      const { path, libraries, values } = declared(person)
      for (const [index, answer] of answers.entries()) {
        const text = answer?.text ?? ''
        const env = readReport(text)?.env
        expect(env, `${CALLS[index]}\n${text}`).toMatchObject(values)
        expect(env?.['PATH']?.split(':').slice(0, path.length)).toEqual(path)
        expect(env?.['LD_LIBRARY_PATH']?.split(':')[0]).toBe(libraries)
      }
      expect(answers[4]?.text).toContain(LETTER)
      expect(answers[5]?.text).toContain(values.GREETING)
      const records = (await readCommands()).slice(before).filter(({ state }) => state === 'fresh')
      expect(records.map(({ command }) => command)).toEqual(CALLS)
      expect(new Set(records.map(({ agent: name }) => name))).toEqual(new Set([one.agent]))
    })
  },
)

test('doctor names every agent that is on PATH, and what keeps an enabled one from being reached', async () => {
  const env = { ...person.env, PATH: `${join(MODULES, '.bin')}:${person.env['PATH']}` }
  const look = async (more = {}) => {
    const how = {
      cwd: person.project,
      env: { ...env, ...more },
      extendEnv: false,
      reject: false,
    } as const
    const { stdout } = await execa(bin, ['doctor', '--json'], { ...how, stdin: 'ignore' })
    const { checks } = JSON.parse(stdout) as { checks: readonly (Finding & { id: string })[] }
    const found = checks.find(({ id }) => id === 'installed')
    return { health: found?.health, text: found?.evidence.join('\n') ?? '' }
  }
  const titles = ['Codex', 'Claude Code', 'OpenCode', 'Gemini CLI', 'Qwen Code', 'Copilot CLI']
  const { text } = await look()
  for (const title of titles) {
    expect(text).toMatch(new RegExp(`^${title} \\d+\\.\\d+\\.\\d+ \\(.*\\): not enabled$`, 'm'))
  }
  await run('bash', 'enable', 'claude')
  expect((await look()).text).toMatch(/^Claude Code .*: enabled$/m)
  const settings = join(person.home, '.claude/settings.json')
  const enabled = await readFile(settings, 'utf8')
  await writeFile(settings, enabled.replace('{', '{ "disableAllHooks": true,'))
  expect(await look()).toMatchObject({
    health: 'warn',
    text: expect.stringContaining('sets disableAllHooks, so no SessionStart hook runs'),
  })
  await run('bash', 'disable', 'claude')
  const launcher = join(person.home, '.local/share/codex-env-shim/shells/bash')
  expect(await look({ CLAUDE_CODE_SHELL: launcher })).toMatchObject({
    health: 'warn',
    text: expect.stringContaining(`CLAUDE_CODE_SHELL is ${launcher}: PATH is not kept`),
  })
})

test.each([
  ['claude', `claude-2.1.332/bin/claude.exe`, { keepsDirectory: true, keepsVariables: false }],
  ['copilot', '.bin/copilot', { keepsDirectory: false, keepsVariables: false }],
])('verify --survey tells how %s runs commands, without the shim', async (agent, program, kept) => {
  const before = (await readCommands()).length
  const path = join(MODULES, program)
  const { stdout } = await run('bash', 'verify', '--survey', agent, '--program', path, '--json')
  const surveyed = JSON.parse(stdout) as readonly Surveyed[]
  for (const one of surveyed) {
    expect(one).toMatchObject({ agent, program: path, ...kept })
    expect(one.shells.join()).toMatch(/bash/)
    expect(one.added.length).toBeGreaterThan(0)
  }
  expect((await readCommands()).length).toBe(before)
})
