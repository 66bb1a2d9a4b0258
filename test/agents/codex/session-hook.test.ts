import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import {
  addHook,
  hasHook,
  removeHook,
  renderHooks,
} from '../../../src/agents/codex/session-hook.js'
import { allow } from '../../../src/commands/allow.js'
import { answerSessionStart } from '../../../src/session/session-start.js'
import { makeUser, off, on, toJson } from '../../codex-user.js'
import { declare, makeWorld, planFile, write } from '../../world.js'

const ours = renderHooks('ours')
const theirs = (event: string, command = 'theirs') => ({
  hooks: { [event]: [{ matcher: 'startup', hooks: [{ type: 'command', command }] }] },
})

test.each([
  ['no file', undefined],
  ['an empty file', ''],
  ['other events', JSON.stringify(theirs('Stop'))],
  ['another hook on the same event', JSON.stringify(theirs('SessionStart'))],
  ['other members', '{"description": "mine", "hooks": {}}'],
])('%s: the hook goes in once and comes out again', (_, text) => {
  const added = addHook(text, 'ours', 'hooks.json')
  expect(hasHook(added, 'ours', 'f')).toBe(true)
  expect(addHook(added, 'ours', 'f')).toBe(added)
  const removed = removeHook(added, 'ours', 'f')
  expect(hasHook(removed, 'ours', 'f')).toBe(false)
  const { hooks = {}, ...others } = text ? JSON.parse(text) : {}
  const rest = { ...others, ...(Object.keys(hooks).length > 0 ? { hooks } : {}) }
  expect(removed === undefined ? {} : JSON.parse(removed)).toEqual(rest)
})

test('a group that somebody added to is theirs', () => {
  const added = JSON.parse(ours)
  added.hooks.SessionStart[0].hooks.push({ type: 'command', command: 'mine' })
  const text = JSON.stringify(added)
  expect(removeHook(text, 'ours', 'f')).toBe(text)
})

test.each([
  ['{', 'hooks.json: this is not JSON'],
  ['[]', 'hooks.json: hooks must be an object'],
  ['{"hooks": []}', 'hooks.json: hooks must be an object'],
  ['{"hooks": {"SessionStart": {}}}', 'hooks.json: SessionStart must be a list'],
])('%s is told and left untouched', async (text, message) => {
  const { world, config } = makeUser('')
  const hooks = write(join(dirname(config), 'hooks.json'), text)
  await expect(on(world, { hooks: true })).rejects.toThrow(message)
  expect(readFileSync(hooks, 'utf8')).toBe(text)
  expect(readFileSync(config, 'utf8')).toBe('')
})

test("what Codex has written about the user's trust in the hook goes with it, and nothing else", async () => {
  const { world, config, read } = makeUser('model = "mine"\n')
  const hooks = write(join(dirname(config), 'hooks.json'), JSON.stringify(theirs('SessionStart')))
  await on(world, { hooks: true })
  const trust = (group: number) =>
    `[hooks.state."${hooks}:session_start:${group}:0"]\ntrusted_hash = "sha256:${group}"\n`
  write(config, `${read()}\n[hooks.state]\n\n${trust(0)}\n${trust(1)}enabled = true\n`)
  await off(world)
  expect(parse(read())).toEqual({
    model: 'mine',
    hooks: { state: { [`${hooks}:session_start:0:0`]: { trusted_hash: 'sha256:0' } } },
  })
})

test('an empty table of trust is not left behind', async () => {
  const { world, config, read } = makeUser('model = "mine"\n')
  const hooks = join(dirname(config), 'hooks.json')
  await on(world, { hooks: true })
  const trust = `[hooks.state."${hooks}:session_start:0:0"]\ntrusted_hash = "sha256:0"\n`
  write(config, `${read()}\n[hooks.state]\n\n${trust}`)
  await off(world)
  expect(read()).toBe('model = "mine"\n')
})

test.each([undefined, '{"hooks":  {"Stop": []}}\n'])(
  'enable --hooks and disable give %j back byte for byte',
  async (text) => {
    const { world, config } = makeUser('')
    const hooks = join(dirname(config), 'hooks.json')
    if (text !== undefined) write(hooks, text)
    const dry = toJson(await on(world, { hooks: true, dryRun: true, json: true }))
    expect(dry.diff).toContain('session-start')
    expect(existsSync(hooks)).toBe(text !== undefined)
    const { stdout } = await on(world, { hooks: true })
    expect(stdout).toContain(`A SessionStart hook is in ${hooks}`)
    expect(readFileSync(hooks, 'utf8')).toContain('shells/launch/control.bash session-start')
    expect((await on(world, { hooks: true })).stdout).toContain('already enabled')
    expect((await off(world)).stdout).toContain(`the hook in ${hooks} was taken out`)
    expect(existsSync(hooks) ? readFileSync(hooks, 'utf8') : undefined).toBe(text)
    expect((await off(world)).stdout).toContain('not enabled')
  },
)

const contextOf = (answer: string) => JSON.parse(answer).hookSpecificOutput.additionalContext

test('a session is told what its commands run in, and the plan is there before the first', async () => {
  const world = makeWorld({ PATH: '/usr/bin:/bin' })
  const text = '[env]\nCUDA_HOME = /opt/cuda\nAPI_TOKEN = secret\n[path]\nPATH[] = ./bin\n'
  const file = declare(world.cwd, text)
  const input = JSON.stringify({ cwd: world.cwd })
  expect(contextOf(await answerSessionStart(world, input, process.pid))).toContain(
    `in ${file}, but its user has not allowed it`,
  )
  await allow.run(world, [], {})
  declare(world.cwd, `${text}# edited\n`)
  declare(world.cwd, text)
  const context = contextOf(await answerSessionStart(world, input, process.pid))
  expect(context).toContain('Use no wrapper')
  expect(context).toContain('CUDA_HOME=/opt/cuda.')
  expect(context).toContain('Set: CUDA_HOME API_TOKEN.')
  expect(context).toContain(`Declared, but not there: ${world.cwd}/bin.`)
  expect(context).not.toContain('secret')
  expect(existsSync(planFile(world, world.cwd))).toBe(true)
})

test('what a hook hands on counts for the commands of its session', async () => {
  const world = makeWorld({ PATH: '/usr/bin:/bin' })
  declare(world.cwd, '')
  await allow.run(world, [], {})
  const hand = (overlay: unknown, session_id = 'thread-1') =>
    answerSessionStart(world, JSON.stringify({ cwd: world.cwd, session_id, overlay }), process.pid)
  await hand({ SEED: '42', PATH: ['/opt/hook/bin'], GONE: null })
  const published = readFileSync(planFile(world, world.cwd), 'utf8')
  expect(published).toContain("case ${CODEX_THREAD_ID-} in\n'thread-1')")
  expect(published).toContain("export SEED='42'")
  expect(contextOf(await hand({ HOME: '/elsewhere' }))).toContain(
    "not published: HOME keeps the agent's value",
  )
  expect(contextOf(await hand('text'))).toContain('not published: stdin is no JSON object')
})

test.each(['', 'no JSON', '[]', '{}', '{"cwd": 1}', '{"cwd": "/gone"}'])(
  'whatever Codex says (%j), the session goes on',
  async (input) => {
    expect(await answerSessionStart(makeWorld(), input, process.pid)).toBe('')
  },
)
