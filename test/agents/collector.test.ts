import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest'
import { callId } from './model.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { LONG_COMMAND } from './probe.js'
import { declareAndAllow, install, readCommandFile, readLog, readLogFile, shim } from './product.js'
import { converse, isOld, NEWEST, type Setting } from './session.js'

const person = definePerson()
let collector: ChildProcess

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
  const bin = join(person.home, '.local/bin/codex-env-shim')
  collector = spawn(bin, ['log', '--collect'], {
    env: person.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (collector.stdout) await once(collector.stdout, 'data')
})

afterAll(async () => {
  const ended = once(collector, 'exit')
  collector.kill()
  await ended
  await moveOut(person)
})

/** A conversation long enough for the shell snapshot, with a command that no line can hold. */
const CALLS = [
  { command: ': first' },
  { command: ': second', login: false },
  { command: `: "é\\" 'quoted'\n\u001b"; echo "$GREETING"` },
  { command: LONG_COMMAND },
  { command: ': in a terminal', tty: true },
  { command: 'exit 3' },
  { command: ': last' },
]

const settingOf = (version: Setting['version'], sandbox: Setting['sandbox']): Setting => ({
  person,
  version,
  shell: '/bin/bash',
  sandbox,
  // Wherever these tests run: the person's home is not to be in a writable folder.
  config: '[sandbox_workspace_write]\nexclude_slash_tmp = true\n',
  prepare: async (codexHome) => void (await shim(person, ['enable', 'codex'], { codexHome })),
})

describe.each([
  [NEWEST, 'danger-full-access', undefined],
  [NEWEST, 'workspace-write', 'fifo'],
  [NEWEST, 'read-only', 'fifo'],
  // Landlock permits no FIFO: the temporary directory is what is left.
  ['0.79.0', 'workspace-write', 'spool'],
] as const)('Codex %s in %s, with a collector', (version, sandbox, sink) => {
  test('every command is audited, whole', { timeout: 300_000 }, async () => {
    const calls = CALLS.filter(({ tty }) => !tty || !isOld(version))
    const earlier = await readLogFile(person)
    const { transcript, answers } = await converse(settingOf(version, sandbox), calls)
    onTestFailed(() => console.error(transcript, answers))
    const lines = (await readLog(person)).slice(earlier.length)
    const texts = lines.map(({ command, command_file: file }) =>
      file === undefined ? command : readCommandFile(person, file),
    )
    expect(await Promise.all(texts)).toEqual(calls.map(({ command }) => command))
    for (const [index, line] of lines.entries()) {
      expect(line).toMatchObject(isOld(version) ? {} : { tool_call: callId(index) })
      expect('sink' in line ? line.sink : undefined).toBe(sink)
    }
  })
})
