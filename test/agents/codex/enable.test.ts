import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../../src/agents/codex/config.js'
import { writeConfig } from '../../../src/agents/config-file.js'
import { disable } from '../../../src/commands/disable.js'
import { enable } from '../../../src/commands/enable.js'
import { makePrintable } from '../../../src/text/terminal.js'
import { makeUser, off, on, toJson } from '../../codex-user.js'
import { makeWorld, write } from '../../world.js'

test.each([
  ['a syntax error', 'a = 1\nb = \nc = 1\n', /config\.toml:\d: this is not TOML/],
  ['a key twice', 'a = 1\na = 2\n', /config\.toml:2: this is not TOML/],
  ['bytes that are not UTF-8', Buffer.from([0x61, 0x3d, 0xff]), /config\.toml: .*not UTF-8/],
  ['a policy that is no table', 'shell_environment_policy = 1\n', /policy must be a table/],
  ['a BASH_ENV that is no string', 'shell_environment_policy.set.BASH_ENV = 1\n', /be a string/],
  ['a flag that is no flag', 'allow_login_shell = "no"\n', /must be true or false/],
])('%s is told and left untouched', async (_what, text, message) => {
  const { world, config } = makeUser(text)
  const failure = { kind: 'bad-config', status: 1, message: expect.stringMatching(message) }
  await expect(on(world)).rejects.toMatchObject(failure)
  expect(readFileSync(config)).toEqual(Buffer.from(text))
  expect(existsSync(world.places.state)).toBe(false)
})

test('a config that is a directory is told', async () => {
  const { world, config } = makeUser()
  mkdirSync(config, { recursive: true })
  await expect(on(world)).rejects.toThrow(`${config}: cannot be read (EISDIR)`)
})

test('a config that changes while it is being worked on is not overwritten', async () => {
  const { world, config, read } = makeUser('a = 1\n')
  const before = readConfig(world)
  write(config, 'a = 2\n')
  await expect(writeConfig(before, 'a = 3\n')).rejects.toThrow('changed while')
  expect(read()).toBe('a = 2\n')
})

test('a dry run shows a diff and writes nothing, inside an agent too', async () => {
  const { world, config, read } = makeUser('a = 1\n', { CODEX_THREAD_ID: 't' })
  const { stdout = '' } = await on(world, { dryRun: true })
  expect(stdout).toMatch(/^--- /)
  expect(stdout).toContain(`--- ${config}\tbefore\n+++ ${config}\tafter\n@@ -1,1 +1,11 @@\n`)
  expect(stdout).toContain('\n a = 1\n+allow_login_shell = false\n')
  expect(read()).toBe('a = 1\n')
  expect(existsSync(world.places.state)).toBe(false)
  const told = toJson(await on(world, { dryRun: true, json: true }))
  expect(told).toMatchObject({ agent: 'codex', dryRun: true, state: 'enabled', diff: stdout })
})

test.each([
  [true, {}, true],
  [true, { NO_COLOR: '1' }, false],
  [false, {}, false],
])('a diff is coloured only on a terminal: %s %j', async (stdoutIsTerminal, env, isColoured) => {
  const { world } = makeUser('', env)
  const { stdout = '' } = await on({ ...world, stdoutIsTerminal }, { dryRun: true })
  expect(makePrintable(stdout).includes('\u001b[32m+')).toBe(isColoured)
})

test('both speak JSON', async () => {
  const { world, config } = makeUser('a = 1\n')
  const enabled = toJson(await on(world, { json: true }))
  expect(enabled).toMatchObject({ state: 'enabled', config, dryRun: false })
  expect(readFileSync(enabled.backup, 'utf8')).toBe('a = 1\n')
  expect(toJson(await off(world, { dryRun: true, json: true })).diff).toContain('-BASH_ENV')
  expect(toJson(await off(world, { json: true }))).toMatchObject({ state: 'restored' })
})

test.each([
  ['enable', on],
  ['disable', off],
] as const)('%s is refused inside an agent', async (_verb, run) => {
  const { world } = makeUser('', { CODEX_CI: '1' })
  await expect(run(world)).rejects.toMatchObject({ kind: 'inside-agent', status: 125 })
})

test.each([enable, disable])('$name knows its agents', async ({ run }) => {
  const failure = { kind: 'usage', status: 64, message: expect.stringContaining('known: codex') }
  await expect(run(makeWorld(), ['nobody'], {})).rejects.toMatchObject(failure)
})

test('enable needs the hooks to be installed', async () => {
  const { world, shells, read } = makeUser('')
  rmSync(join(shells, 'zdotdir'), { recursive: true })
  await expect(on(world)).rejects.toThrow(/\.zshenv is missing\n {2}run install\.sh/)
  expect(read()).toBe('')
})

test('the passwd route is told, with what stands in its way, and changes nothing', async () => {
  const { world, shells, read } = makeUser('', { CODEX_CI: '1' })
  await expect(on(world, { route: 'shell' })).rejects.toThrow(/shells\/bash is missing/)
  const launcher = write(join(shells, 'bash'), '')
  chmodSync(world.home, 0o700)
  const { stdout = '' } = await on(world, { route: 'shell' })
  expect(stdout).toContain(`chsh -s ${launcher} codex-agent\n`)
  expect(stdout).toContain(`|| echo ${launcher} >>/etc/shells`)
  expect(stdout).toContain(`${world.home} cannot be entered by others: chmod o+x ${world.home}\n`)
  expect(stdout).toContain(`chmod o+rx ${launcher}\n`)
  chmodSync(world.home, 0o755)
  chmodSync(launcher, 0o755)
  const told = toJson(await on(world, { route: 'shell', json: true }))
  expect(told.launcher).toBe(launcher)
  // Whatever stands above the home is this machine's own.
  expect(JSON.stringify(told.problems)).not.toContain(world.home)
  expect(read()).toBe('')
})
