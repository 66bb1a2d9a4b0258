import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import type { Call } from './model.js'
import { AGENT_PATH, definePerson, moveIn, moveOut } from './people.js'
import { readReport, report } from './probe.js'
import { type AuditLine, install, readLogFile, shim } from './product.js'
import { type Conversation, converse, NEWEST } from './session.js'

const someone = definePerson()
/** The terminal that starts the agent has values of its own. */
const env = { ...someone.env, AWS_PROFILE: 'prod', CFLAGS: '-O2' }
const person = { ...someone, env }
const { project } = person
const venv = join(project, '.venv')

/** The person's own work in a terminal: write an .envrc, and tell direnv that it is theirs. */
async function writeEnvrc(value: string): Promise<void> {
  const text = `export FROM_DIRENV=${value} AWS_PROFILE=\${AWS_PROFILE:-dev} CFLAGS="$CFLAGS -g"
export PATH="$PATH:$PWD/fallback" MANPATH="$PWD/man:$MANPATH"
PATH_add tools
`
  await writeFile(join(project, '.envrc'), text)
  await execa('direnv', ['allow', project], { env, extendEnv: false })
}

const calls: readonly Call[] = [
  { command: report() },
  { command: `python -c 'import sys; print(sys.prefix)'; ${report()}` },
  { command: report(), workdir: join(project, 'deep/er') },
  { command: report(), before: () => writeEnvrc('edited') },
  { command: `${report()}; exit 3` },
  { command: report(), workdir: person.elsewhere },
  { command: 'man -w ls; only-here; ls -d fallback; echo "$AWS_PROFILE $CFLAGS"' },
]

let conversation: Conversation
let lines: readonly AuditLine[]

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await mkdir(join(project, '.codex'))
  await writeFile(join(project, '.codex/env.ini'), '[providers]\nuse[] = venv\nuse[] = direnv\n')
  await execa('/usr/bin/python3', ['-m', 'venv', '--without-pip', venv])
  const program = '#!/bin/sh\necho "$0"\n'
  await mkdir(join(project, 'fallback'))
  for (const name of ['only-here', 'ls'])
    await writeFile(join(project, 'fallback', name), program, { mode: 0o755 })
  await writeEnvrc('first')
  await shim(person, ['allow'], { cwd: project })
  const setting = {
    person,
    version: NEWEST,
    shell: '/bin/bash',
    sandbox: 'danger-full-access',
    config: '',
    prepare: async (codexHome: string) => {
      await shim(person, ['enable', 'codex'], { codexHome })
    },
  } as const
  const earlier = await readLogFile(person)
  conversation = await converse(setting, calls)
  lines = (await readLogFile(person)).slice(earlier.length)
})

afterAll(() => moveOut(person))

test.each([
  [0, 'first', 'an ordinary call'],
  [1, 'first', 'one that runs the Python of the environment'],
  [2, 'first', 'one in a subdirectory'],
  [3, 'edited', 'the first one after .envrc was edited'],
  [4, 'edited', 'one that fails'],
] as const)('call %i sees %s of direnv, and the virtual environment: %s', (index, value, _) => {
  showWhenFailed()
  const text = conversation.answers[index]?.text ?? ''
  const sight = readReport(text)
  expect(sight?.env).toMatchObject({ FROM_DIRENV: value, VIRTUAL_ENV: venv })
  const path = sight?.env['PATH']?.split(':') ?? []
  expect(path.slice(0, 2)).toEqual([join(project, 'tools'), join(venv, 'bin')])
  const rest = path.slice(-AGENT_PATH.length - 1)
  expect(rest, "the agent's PATH stays amid").toEqual([...AGENT_PATH, join(project, 'fallback')])
  expect(Object.keys(sight?.env ?? {}).filter((name) => name.startsWith('DIRENV'))).toEqual([])
})

test('a call outside the project sees nothing of it, and statuses are the commands’ own', () => {
  showWhenFailed()
  expect(readReport(conversation.answers[5]?.text ?? '')?.env['FROM_DIRENV']).toBeUndefined()
  expect(conversation.answers.map(({ status }) => status)).toEqual([0, 0, 0, 0, 3, 0, 0])
  expect(conversation.answers[1]?.text).toContain(`${venv}\n`)
})

test("what a provider adds is added to the agent's own", () => {
  showWhenFailed()
  const [manual, ...rest] = (conversation.answers[6]?.text ?? '').trim().split('\n')
  expect(manual).toMatch(/^\/usr\/.*\/ls\.1/)
  expect(rest).toEqual([join(project, 'fallback/only-here'), 'fallback', 'prod -O2 -g'])
})

test('seven lines, all of them fresh', () => {
  showWhenFailed()
  expect(lines.map(({ state }) => state)).toEqual([...Array(5).fill('fresh'), 'none', 'fresh'])
})

function showWhenFailed(): void {
  onTestFailed(() => console.error(conversation.transcript, conversation.answers, lines))
}
