import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest'
import { CELLS, type Cell, describeCell, type Step, settingOf, stepsOf } from './cells.js'
import { callId } from './model.js'
import { AGENT_LIBRARIES, AGENT_PATH, definePerson, moveIn, moveOut } from './people.js'
import { readReport, type Sight } from './probe.js'
import {
  type AuditLine,
  declareAndAllow,
  declared,
  install,
  readCommandFile,
  readLog,
  readLogFile,
} from './product.js'
import { type Conversation, converse, isOld } from './session.js'

const person = definePerson()
const { path, libraries, values } = declared(person)

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
})

afterAll(() => moveOut(person))

describe.each(CELLS.map((cell) => [describeCell(cell), cell] as const))('%s', (_, cell) => {
  const steps = stepsOf(cell, person).map((step, index) => ({ step, index }))
  const recorded = steps.filter(({ step }) => !step.refused)
  let conversation: Conversation
  let lines: readonly AuditLine[]

  beforeAll(async () => {
    const read = cell.sandboxed ? readLog : readLogFile
    const earlier = await read(person)
    conversation = await converse(
      settingOf(cell, person),
      steps.map(({ step }) => step.call),
    )
    lines = (await read(person)).slice(earlier.length)
  })

  test('every command leaves exactly one audit line', () => {
    showWhenFailed(conversation, lines)
    expect(lines.map(({ command }) => command.slice(0, 60))).toEqual(
      recorded.map(({ step }) => step.call.command.slice(0, 60)),
    )
  })

  test.each(steps.map(({ step, index }) => [step.title, step, index] as const))(
    'a command %s',
    async (_, step, index) => {
      showWhenFailed(conversation, lines)
      const { text, status } = conversation.answers[index] ?? { text: '', status: undefined }
      if (step.refused) {
        expect(text).toMatch(/login/i)
        return
      }
      expect(status, text).toBe(step.status)
      expect(text).toContain(step.prints)
      expect(text, 'nothing of the shim itself').not.toMatch(/__codex_env|codex-env-shim/)
      for (const label of ['here', ...step.labels]) {
        const sight = readReport(text, label)
        expectSight(cell, step, sight ?? { env: {}, before: text })
      }
      const line = lines[recorded.findIndex((other) => other.index === index)]
      await expectLine(cell, step, line)
      if (!isOld(cell.version)) {
        expect(line).toMatchObject({ agent: 'codex', tool_call: callId(index) })
        expect(readReport(text)?.env['CODEX_TOOL_CALL_ID']).toBe(callId(index))
      }
    },
  )
})

function expectSight(cell: Cell, step: Step, { env, before }: Sight): void {
  const entries = env['PATH']?.split(':') ?? []
  if (step.place === 'elsewhere') {
    expect(entries).not.toContain(path[0])
    expect(env['POEM']).toBeUndefined()
  } else {
    expect(entries.slice(0, path.length), 'declared PATH entries').toEqual(path)
    expectAgentPath(cell, entries.slice(path.length))
    expect(env).toMatchObject(values)
    expect(env['LD_LIBRARY_PATH']?.split(':')).toEqual([
      libraries,
      ...(passesAll(cell) ? [AGENT_LIBRARIES] : []),
    ])
    expect(env['PROFILE_VAR'], 'what a profile added').toBeUndefined()
    expect(env['AGENT_VAR'], 'what a profile changed').toBe(
      cell.sandboxed ? undefined : person.env['AGENT_VAR'],
    )
  }
  expect(
    Object.keys(env).filter((name) => /^(CODEX_ENV_SHIM|__codex_env|BASH_ENV|ZDOTDIR)/.test(name)),
  ).toEqual([])
  if (runsNoProfile(cell, step)) expect(before).toBe('')
}

/** The PATH that the agent gave the command: folders of Codex's own, then the terminal's, in the terminal's order. */
function expectAgentPath({ version }: Cell, entries: readonly string[]): void {
  const own = entries.slice(0, -AGENT_PATH.length)
  expect(entries.slice(own.length), "the agent's PATH").toEqual(AGENT_PATH)
  expect(own.filter((entry) => !/codex|\/\.tmp[^/]*$/.test(entry))).toEqual([])
  expect(own.some((entry) => entry.endsWith(isOld(version) ? '/path' : '/codex-path'))).toBe(true)
}

/** 0.79.0 takes LD_LIBRARY_PATH away from itself and from its commands; a core environment has none either. */
function passesAll({ version, sandboxed }: Cell): boolean {
  return !isOld(version) && !sandboxed
}

/** Where a bash starts without the login flag; every zsh reads .zshenv, and outside a project nothing is changed. */
function runsNoProfile({ version, shell, way }: Cell, step: Step): boolean {
  const { call, prints, labels, place } = step
  const isPlain = place === 'project' && prints === '' && labels.length === 0
  const isLogin = way === 'enabled with --keep-login' || (way === 'enabled' && version === '0.79.0')
  return isPlain && shell === 'bash' && (call.login === false || !isLogin)
}

async function expectLine(cell: Cell, step: Step, line: AuditLine | undefined): Promise<void> {
  expect(line).toMatchObject({
    route: cell.way === 'launcher in the passwd entry' ? 'launcher' : 'hook',
    state: step.place === 'project' ? 'fresh' : 'none',
    cwd: step.call.workdir ?? person.project,
  })
  const { command = '', command_file: file } = line ?? {}
  if (file !== undefined) {
    expect(step.call.command.startsWith(command)).toBe(true)
    expect(await readCommandFile(person, file)).toBe(step.call.command)
  } else {
    expect(command).toBe(step.call.command)
  }
}

const shown = new Set<Conversation>()

/** A failing test's own message is short; what Codex printed is shown once a conversation. */
function showWhenFailed(conversation: Conversation, lines: readonly AuditLine[]): void {
  onTestFailed(() => {
    if (shown.has(conversation)) return
    shown.add(conversation)
    console.error(conversation.transcript, conversation.answers, lines)
  })
}
