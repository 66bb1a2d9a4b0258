import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Script, serveFamily } from './family.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { declareAndAllow, install, readLog, shim } from './product.js'
import { beginThread, compactThread, greet, takeTurn } from './rpc.js'
import { locateCodex, NEWEST } from './session.js'
import { serveTurnsModel } from './turns-model.js'

const person = definePerson()
const codexHome = join(person.home, 'codex')
const bin = join(person.home, '.local/bin/codex-env-shim')
const codex = locateCodex(NEWEST)

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
  await mkdir(codexHome)
  await writeFile(join(codexHome, 'config.toml'), '')
  await shim(person, ['enable', 'codex'], { codexHome })
})

afterAll(() => moveOut(person))

const PRINT = 'echo "<$CODEX_THREAD_ID $CODEX_SESSION_ID $OVERLAID>"'

/** What a command printed: its ids, and the value that the overlay gave it. */
type Sight = { readonly thread: string; readonly session: string; readonly value: string }

/** How Codex is started, beside its arguments. */
type How = { readonly env?: Readonly<Record<string, string>>; readonly sandbox?: string }

function settingsFor(url: string): readonly string[] {
  return [
    'model="gpt-5-codex"',
    'model_provider="scripted"',
    'approval_policy="never"',
    // Wherever this repository is: the person's home is no temporary folder.
    'sandbox_workspace_write.exclude_slash_tmp=true',
    `model_providers.scripted={name="s",base_url="${url}",wire_api="responses",env_key="SCRIPTED_MODEL_KEY"}`,
  ].flatMap((one) => ['-c', one])
}

/** Runs `codex exec` with these arguments; answers what the commands printed, the subagent's first. */
async function converse(
  args: readonly string[],
  script: Script,
  { env = {}, sandbox = 'danger-full-access' }: How = {},
): Promise<readonly string[]> {
  const model = await serveFamily(script)
  try {
    const given = ['exec', '--skip-git-repo-check', '--sandbox', sandbox, ...settingsFor(model.url)]
    await execa(process.execPath, [codex, ...given, ...args, 'go'], {
      cwd: person.project,
      env: { ...person.env, CODEX_HOME: codexHome, SCRIPTED_MODEL_KEY: 'none', ...env },
      extendEnv: false,
      stdin: 'ignore',
      timeout: 120_000,
      reject: false,
    })
    return [...model.outputs]
  } finally {
    model.close()
  }
}

/** What each command saw that ran PRINT. */
async function look(...given: Parameters<typeof converse>): Promise<readonly Sight[]> {
  return (await converse(...given)).flatMap(readSight)
}

function readSight(text: string): readonly Sight[] {
  const [, thread = '', session = '', value = ''] = /<(\S+) (\S+) (.*)>/.exec(text) ?? []
  return thread ? [{ thread, session, value }] : []
}

test('a thread, and the subagents that it starts, have its overlay; a fork has not', async () => {
  const [first] = await look([], { own: [PRINT], subagent: [] })
  const { thread = '' } = first ?? {}
  expect(first).toEqual({ thread, session: thread, value: '' })
  await shim(person, ['set', '--thread', thread, 'OVERLAID=yes'], { cwd: person.project })

  const resumed = await look(['resume', thread], { own: [PRINT], subagent: [PRINT] })
  const child = resumed.find((one) => one.thread !== thread)
  expect(resumed).toContainEqual({ thread, session: thread, value: 'yes' })
  expect(child).toMatchObject({ session: thread, value: 'yes' })

  const forked = (await look(['fork', thread], { own: [PRINT], subagent: [] })).at(-1)
  expect(forked).toMatchObject({ value: '' })
  expect([thread, child?.thread]).not.toContain(forked?.thread)
  expect(forked?.session).toBe(forked?.thread)

  const lines = (await readLog(person)).slice(-4)
  expect(lines.map((line) => ('overlays' in line ? line.overlays : undefined))).toEqual([
    undefined,
    ['thread'],
    ['thread'],
    undefined,
  ])
}, 300_000)

test('compaction keeps a thread and its overlay; a cleared conversation is another thread', async () => {
  const model = await serveTurnsModel(PRINT)
  const server = spawn(process.execPath, [codex, ...settingsFor(model.url), 'app-server'], {
    cwd: person.project,
    env: { ...person.env, CODEX_HOME: codexHome, SCRIPTED_MODEL_KEY: 'none' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const client = await greet(server)
    const place = { cwd: person.project, sandbox: 'danger-full-access', approvalPolicy: 'never' }
    const first = await beginThread(client, place)
    await takeTurn(client, first)
    await shim(person, ['set', '--thread', first, 'OVERLAID=yes'], { cwd: person.project })
    await compactThread(client, first)
    await takeTurn(client, first)
    const second = await beginThread(client, place)
    await takeTurn(client, second)
    expect(model.outputs().flatMap(readSight)).toEqual([
      { thread: first, session: first, value: '' },
      { thread: first, session: first, value: 'yes' },
      { thread: second, session: second, value: '' },
    ])
    expect(model.summaries()).toBe(1)
  } finally {
    const ended = once(server, 'exit')
    server.stdin.end()
    await ended
    model.close()
  }
}, 300_000)

test('a named overlay counts for an agent, and for a command, that chooses it', async () => {
  await shim(person, ['set', '--name', 'gpu', 'OVERLAID=gpu'], { cwd: person.project })
  const [usual] = await look([], { own: [PRINT], subagent: [] })
  expect(usual?.value).toBe('')
  const env = { CODEX_ENV_SHIM_OVERLAY: 'gpu' }
  const [started] = await look([], { own: [PRINT], subagent: [] }, { env })
  expect(started?.value).toBe('gpu')
  const command = `CODEX_ENV_SHIM_OVERLAY=gpu '${bin}' -- bash -c '${PRINT}'`
  const [chosen] = await look([], { own: [command], subagent: [] })
  expect(chosen?.value).toBe('gpu')
}, 300_000)

test('a sandboxed command cannot publish, even where it hides that it is one', async () => {
  const publish = `'${bin}' set OVERLAID=planted; echo "status $?"`
  const hidden = `env -i HOME="$HOME" PATH="$PATH" ${publish}`
  const script = { own: [publish, hidden, PRINT], subagent: [] }
  const [refused, failed, seen] = await converse([], script, { sandbox: 'workspace-write' })
  expect(refused).toMatch(/set is for you, not for an agent \(CODEX_\w+ is set\)[\s\S]*status 125/)
  expect(failed).toMatch(/cannot be written \(EROFS\)[\s\S]*status 1/)
  expect(seen).toContain(' >')
}, 300_000)
