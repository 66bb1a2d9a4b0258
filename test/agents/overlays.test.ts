import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Script, serveFamily } from './family.js'
import { definePerson, moveIn, moveOut } from './people.js'
import { declareAndAllow, install, readLog, shim } from './product.js'

const person = definePerson()
const codexHome = join(person.home, 'codex')
const codex = createRequire(import.meta.url).resolve('codex-0.169/bin/codex.js')

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

/** Runs `codex exec` with these arguments; answers what each command saw, the subagent's first. */
async function converse(args: readonly string[], script: Script): Promise<readonly Sight[]> {
  const model = await serveFamily(script)
  try {
    const settings = [
      'model="gpt-5-codex"',
      'model_provider="scripted"',
      'approval_policy="never"',
      `model_providers.scripted={name="s",base_url="${model.url}",wire_api="responses",env_key="SCRIPTED_MODEL_KEY"}`,
    ].flatMap((one) => ['-c', one])
    const given = ['exec', '--skip-git-repo-check', '--sandbox', 'danger-full-access', ...settings]
    await execa(process.execPath, [codex, ...given, ...args, 'go'], {
      cwd: person.project,
      env: { ...person.env, CODEX_HOME: codexHome, SCRIPTED_MODEL_KEY: 'none' },
      extendEnv: false,
      stdin: 'ignore',
      timeout: 120_000,
      reject: false,
    })
    return model.outputs.flatMap((text) => {
      const [, thread = '', session = '', value = ''] = /<(\S+) (\S+) (.*)>/.exec(text) ?? []
      return thread ? [{ thread, session, value }] : []
    })
  } finally {
    model.close()
  }
}

test('a thread, and the subagents that it starts, have its overlay; a fork has not', async () => {
  const [first] = await converse([], { own: [PRINT], subagent: [] })
  const { thread = '' } = first ?? {}
  expect(first).toEqual({ thread, session: thread, value: '' })
  await shim(person, ['set', '--thread', thread, 'OVERLAID=yes'], { cwd: person.project })

  const resumed = await converse(['resume', thread], { own: [PRINT], subagent: [PRINT] })
  const child = resumed.find((one) => one.thread !== thread)
  expect(resumed).toContainEqual({ thread, session: thread, value: 'yes' })
  expect(child).toMatchObject({ session: thread, value: 'yes' })

  const forked = (await converse(['fork', thread], { own: [PRINT], subagent: [] })).at(-1)
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

test('a named overlay counts for an agent that is started with its name', async () => {
  await shim(person, ['set', '--name', 'gpu', 'OVERLAID=gpu'], { cwd: person.project })
  const [usual] = await converse([], { own: [PRINT], subagent: [] })
  expect(usual?.value).toBe('')
  const command = `CODEX_ENV_SHIM_OVERLAY=gpu '${person.home}/.local/bin/codex-env-shim' -- bash -c '${PRINT}'`
  const [chosen] = await converse([], { own: [command], subagent: [] })
  expect(chosen?.value).toBe('gpu')
}, 300_000)
