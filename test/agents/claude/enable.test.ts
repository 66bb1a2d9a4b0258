import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { disable } from '../../../src/commands/disable.js'
import { enable } from '../../../src/commands/enable.js'
import type { World } from '../../../src/system/world.js'
import { makeWorld, write } from '../../world.js'

/** A user who has installed the shim, and Claude Code with these settings (or none). */
function makeUser(text?: string, env: World['env'] = {}) {
  const world = makeWorld(env)
  const shells = join(world.places.data, 'shells')
  write(join(shells, 'claude.sh'), '')
  write(join(shells, 'wrapped/claude-session.bash'), '')
  const file = join(world.home, '.claude/settings.json')
  if (text !== undefined) write(file, text)
  return { world, file, read: () => readFileSync(file, 'utf8') }
}

const on = (world: World, options = {}) => enable.run(world, ['claude'], options)
const off = (world: World, options = {}) => disable.run(world, ['claude'], options)

const TEXTS = [
  '{}',
  '\uFEFF{\r\n  "model": "opus"\r\n}\r\n',
  '{\n  // mine\n  "hooks": {\n    "SessionStart": [ { "hooks": [] }, ], // its\n  },\n}\n',
] as const

test.each(TEXTS)('enable and disable give every byte back: %j', async (text) => {
  const { world, read } = makeUser(text)
  expect((await on(world)).stdout).toMatch(/^enabled for Claude Code: /)
  expect(read()).toContain('wrapped/claude-session.bash')
  const once = read()
  expect((await on(world)).stdout).toMatch(/^already enabled for Claude Code: /)
  expect(read()).toBe(once)
  expect((await off(world)).stdout).toContain('byte for byte')
  expect(read()).toBe(text)
  expect((await off(world)).stdout).toMatch(/^not enabled/)
})

test('a file that was not there is gone again', async () => {
  const { world, file } = makeUser()
  await on(world)
  expect(existsSync(file)).toBe(true)
  await off(world)
  expect(existsSync(file)).toBe(false)
})

test('what Claude Code or the user has written since stays', async () => {
  const { world, file, read } = makeUser('{\n  "hooks": {} // none\n}\n')
  await on(world)
  write(file, read().replace('{', '{\n  "model": "opus", // new'))
  expect((await off(world)).stdout).toContain('was changed since')
  expect(read()).toBe('{\n  "model": "opus", // new\n  "hooks": {} // none\n}\n')
})

test('a lost record does not keep ours in the file', async () => {
  const { world, read } = makeUser('{ "a": 1 }\n')
  await on(world)
  rmSync(join(world.places.state, 'enabled'), { recursive: true })
  await off(world)
  expect(JSON.parse(read())).toEqual({ a: 1 })
})

test('a link stays a link, and its file is edited', async () => {
  const { world, file } = makeUser()
  const real = join(world.home, 'dotfiles/claude.json')
  write(real, '{}\n')
  write(join(world.home, '.claude/keep'), '')
  symlinkSync(real, file)
  await on(world)
  expect(readFileSync(real, 'utf8')).toContain('SessionStart')
  await off(world)
  expect(readFileSync(real, 'utf8')).toBe('{}\n')
})

test('the mode of the file is kept', async () => {
  const { world, file } = makeUser('{}')
  chmodSync(file, 0o640)
  await on(world)
  expect((await import('node:fs')).statSync(file).mode & 0o777).toBe(0o640)
})

test.each([
  ['{ "a": 1, "a": 2 }', /settings\.json:1: "a" is there twice/],
  ['{ "hooks": ', /settings\.json:1: /],
  ['[]', /settings\.json:1: this is no object/],
])('settings that cannot be edited are refused and left alone: %s', async (text, message) => {
  const { world, read } = makeUser(text)
  await expect(on(world)).rejects.toThrow(message)
  expect(read()).toBe(text)
  expect(existsSync(join(world.places.state, 'enabled'))).toBe(false)
})

test('settings by which no hook runs are told', async () => {
  const { world } = makeUser('{ "disableAllHooks": true }')
  const { stdout } = await on(world)
  expect(stdout).toContain('settings.json sets disableAllHooks, so no SessionStart hook runs')
  expect(stdout).toContain('codex-env-shim start claude')
})

test('another folder of settings is followed', async () => {
  const { world } = makeUser()
  const config = join(world.home, 'other')
  await on({ ...world, env: { ...world.env, CLAUDE_CONFIG_DIR: config } })
  expect(existsSync(join(config, 'settings.json'))).toBe(true)
})

test('an agent that takes no shell from passwd has no such route', async () => {
  const { world } = makeUser()
  await expect(on(world, { route: 'shell' })).rejects.toThrow('passwd')
})
