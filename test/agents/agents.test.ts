import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseLine } from '../../src/audit/read/record.js'
import type { AgentVerification } from '../../src/verify/agent/verification.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { declareAndAllow, install } from './product.js'

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
  readonly through: 'configured' | 'start'
  readonly wrapper: string
  readonly states: number
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
  wrapper: '',
  states: 1,
  ...more,
})

const claude = (version: string, more: Partial<Row>) =>
  row('claude', `claude-${version}/bin/claude.exe`, 'configured', {
    wrapper: 'claude',
    states: 2,
    ...more,
  })

const ROWS: readonly Row[] = [
  claude('2.1.197', { shell: 'bash' }),
  claude('2.1.197', { shell: 'zsh' }),
  claude('2.1.332', { shell: 'bash' }),
  claude('2.1.332', { shell: 'zsh' }),
  claude('2.1.332', { through: 'start' }),
  row('opencode', '.bin/opencode', 'configured'),
  row('opencode', '.bin/opencode', 'configured', { shell: 'zsh' }),
  row('opencode', '.bin/opencode', 'start', { shell: 'zsh' }),
  row('gemini', '.bin/gemini', 'configured', { wrapper: 'gemini' }),
  row('gemini', '.bin/gemini', 'start', { wrapper: 'gemini' }),
  // These take no setting for their shell's environment.
  row('qwen', '.bin/qwen', 'start'),
  row('copilot', '.bin/copilot', 'start'),
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
        shell: one.shell,
      })
    }
    await run(one.shell, 'disable', one.agent)
  })
})
