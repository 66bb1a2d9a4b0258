import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { codex } from '../../../src/agents/codex/codex.js'
import { makeUser, off, on } from '../../codex-user.js'
import { CONFIG_TEXTS } from '../../config-texts.js'
import { write } from '../../world.js'

type Table = { [key: string]: unknown }
const readSet = (text: string) => policyOf(parse(text))['set']
const asTable = (value: unknown) => (value ?? {}) as Table
const policyOf = (config: Table) => asTable(config['shell_environment_policy'])

/** The config less everything that `enable` may touch. */
function foreign(config: Table) {
  const { allow_login_shell, features, shell_environment_policy, ...others } = config
  const { set, include_only, ...policy } = asTable(shell_environment_policy)
  const { shell_snapshot, ...flags } = asTable(features)
  const kept = Object.fromEntries(
    Object.entries(asTable(set)).filter(
      ([name]) => !/^(BASH_ENV|ZDOTDIR|SHLVL|CODEX_ENV_SHIM_.*)$/.test(name),
    ),
  )
  return { others, policy, flags, kept }
}

const comments = (text: string) => text.match(/#.*$/gm) ?? []

test.each(CONFIG_TEXTS)('enable and disable are exact with %s', async (_what, text) => {
  const { world, read, ours } = makeUser(text)
  await on(world)
  const enabled = read()
  const [was, is] = [parse(text), parse(enabled)]
  expect(foreign(is)).toEqual(foreign(was))
  const { SHLVL = '1' } = asTable(policyOf(was)['set'])
  const level = { CODEX_ENV_SHIM_LEVEL: String(Number(SHLVL) + 1) }
  expect(readSet(enabled)).toMatchObject({ ...ours, SHLVL, ...level })
  expect(is).toMatchObject({ allow_login_shell: false, features: { shell_snapshot: false } })
  for (const comment of comments(text)) expect(enabled).toContain(comment)

  expect((await on(world)).stdout).toMatch(/^already enabled/)
  expect(read()).toBe(enabled)
  expect((await off(world)).stdout).toContain('byte for byte')
  expect(read()).toBe(text)
})

test.each(CONFIG_TEXTS)('only the necessary lines change with %s', async (_what, text) => {
  const { world, read } = makeUser(text)
  await on(world)
  // Between braces or brackets, and where a value is replaced, the line itself must change.
  const changed = /[{[].*=|=.*[{[]|"HOME"|FOO|BASH_ENV|allow_login_shell|shell_snapshot/
  const after = read().split('\n')
  const lost = text.split('\n').filter((line) => !after.includes(line) && !changed.test(line))
  expect(lost).toEqual([])
})

test.each(CONFIG_TEXTS)('disable keeps an edit made meanwhile with %s', async (_what, text) => {
  const { world, read } = makeUser(text)
  await on(world)
  write(join(world.home, '.codex/config.toml'), `${read().trimEnd()}\n[mine] # new\nx = 1\n`)
  const { stdout } = await off(world)
  expect(stdout).toContain('only what is still ours was taken back')
  expect(parse(read())).toEqual({ ...parse(text), mine: { x: 1 } })
  for (const comment of [...comments(text), '# new']) expect(read()).toContain(comment)
  expect(read()).not.toContain(world.places.data)
})

test('a config that is not there is made, for its user only, and goes again', async () => {
  const { world, config, read } = makeUser()
  const { stdout } = await on(world)
  expect(stdout).toContain('There was no such file before.')
  expect(statSync(config).mode & 0o777).toBe(0o600)
  expect(read()).toBe(`allow_login_shell = false

[shell_environment_policy.set]
BASH_ENV = "${world.places.data}/shells/hook.bash"
ZDOTDIR = "${world.places.data}/shells/zdotdir"
SHLVL = "1"
CODEX_ENV_SHIM_LEVEL = "2"

[features]
shell_snapshot = false
`)
  expect((await off(world)).stdout).toContain('gone, as before')
  expect(existsSync(config)).toBe(false)
})

test('a config that was deleted meanwhile is no problem', async () => {
  const { world, config } = makeUser('a = 1\n')
  await on(world)
  rmSync(config)
  expect((await off(world)).stdout).toContain('is not there any more')
  expect((await off(world)).stdout).toContain('not enabled')
})

test('enable tells what it changed, where the backup is, and the way back', async () => {
  const { world, config, ours } = makeUser('allow_login_shell = true\n')
  const { stdout = '' } = await on(world)
  const backup = `${world.places.state}/backups/codex-config.1970-01-01T00-00-00.000Z.toml`
  expect(stdout).toBe(`enabled for Codex: ${config}
  shell_environment_policy.set.BASH_ENV = "${ours.BASH_ENV}"
  shell_environment_policy.set.ZDOTDIR = "${ours.ZDOTDIR}"
  shell_environment_policy.set.SHLVL = "1"
  shell_environment_policy.set.CODEX_ENV_SHIM_LEVEL = "2"
  allow_login_shell = false (was true)
  features.shell_snapshot = false
The file as it was: ${backup}
To undo: codex-env-shim disable codex
Restart Codex where it is running: it read the file when it started.
`)
  expect(readFileSync(backup, 'utf8')).toBe('allow_login_shell = true\n')
  expect(statSync(backup).mode & 0o777).toBe(0o600)
})

test('disable changes nothing where nothing was enabled', async () => {
  const { world, read } = makeUser('[features]\nshell_snapshot = false\n')
  expect((await off(world)).stdout).toContain('not enabled for Codex')
  expect(read()).toBe('[features]\nshell_snapshot = false\n')
})

test('login shells and snapshot can be left alone, also afterwards', async () => {
  const text = 'allow_login_shell = true # mine\n'
  const { world, read, ours } = makeUser(text)
  await on(world, { keepLogin: true })
  expect(read()).toContain(text)
  expect(readSet(read())).toEqual(ours)
  const kept = read()
  await on(world)
  expect(parse(read())).toMatchObject({ allow_login_shell: false })
  await on(world, { keepLogin: true })
  expect(read()).toBe(kept)
  expect(readdirSync(join(world.places.state, 'backups'))).toHaveLength(1)
  await off(world)
  expect(read()).toBe(text)
})

test('an edit between two enables is kept by both', async () => {
  const { world, config, read } = makeUser('a = 1\n')
  await on(world)
  write(config, `# mine\n${read()}`)
  expect((await on(world)).stdout).toMatch(/^already enabled/)
  await on(world, { keepLogin: true })
  await off(world)
  expect(read()).toBe('# mine\na = 1\n')
})

test.each([
  ['the terminal', '', { BASH_ENV: '/etc/lmod', ZDOTDIR: '/z' }],
  ['the policy', '[shell_environment_policy.set]\nBASH_ENV = "/etc/lmod"\nZDOTDIR = "/z"\n', {}],
])('what the user had in %s is kept for the hook to chain to', async (_what, text, env) => {
  const { world, read, ours } = makeUser(text, env)
  const kept = { CODEX_ENV_SHIM_BASH_ENV: '/etc/lmod', CODEX_ENV_SHIM_ZDOTDIR: '/z' }
  await on(world)
  expect(readSet(read())).toEqual({ ...ours, ...kept })
  const elsewhere = { ...world, env: {} }
  expect((await on(elsewhere)).stdout).toMatch(/^already enabled/)
  await on(elsewhere, { keepLogin: true })
  expect(readSet(read())).toEqual({ ...ours, ...kept })
  await off(world)
  expect(read()).toBe(text)
})

test.each([
  ['ours', '', true],
  ['hidden by inherit', '[shell_environment_policy]\ninherit = "core"\n', false],
  ["overruled by the policy's empty one", '[shell_environment_policy.set]\nBASH_ENV = ""\n', false],
])("the terminal's value is not chained to where it is %s", async (_what, text, isOurs) => {
  const { world, read, ours } = makeUser(text)
  const env = { BASH_ENV: isOurs ? ours.BASH_ENV : '/etc/lmod' }
  await on({ ...world, env })
  expect(readSet(read())).toEqual(ours)
})

test('a policy that lists what passes lists ours, once and only as needed', async () => {
  const policy = '[shell_environment_policy]\ninclude_only = ["PATH", "bash_*", "CODEX_*"]\n'
  const { world, read } = makeUser(policy, { BASH_ENV: '/etc/lmod' })
  await on(world)
  const names = ['PATH', 'bash_*', 'CODEX_*', 'ZDOTDIR', 'SHLVL']
  expect(policyOf(parse(read()))['include_only']).toEqual(names)
})

test.each([
  ['', '[shell_environment_policy.filters]\nPATH = "include"\n"bash_*" = "include"\n'],
  [
    'one that is excluded',
    '[shell_environment_policy.filters]\nPATH = "include"\nBASH_ENV = "exclude"\n',
  ],
])('filters that include something include ours, until it is disabled: %s', async (_, text) => {
  const { world, read, ours } = makeUser(text)
  const before = parse(text)
  const { stdout } = await on(world)
  expect(stdout).not.toContain('not reached')
  const filters = asTable(asTable(parse(read())['shell_environment_policy'])['filters'])
  for (const name of Object.keys(ours)) {
    const isIn = filters[name] === 'include' || (name === 'BASH_ENV' && 'bash_*' in filters)
    expect(isIn, name).toBe(true)
  }
  expect((await on(world)).stdout).toMatch(/^already enabled/)
  write(join(world.home, '.codex/config.toml'), `${read()}# edited\n`)
  await off(world)
  expect(parse(read())).toEqual(before)
})

test('filters that only exclude, which happens before ours are set, are left as they are', async () => {
  const text = '[shell_environment_policy.filters]\nBASH_ENV = "exclude"\n'
  const { world, read } = makeUser(text)
  await on(world)
  expect(read()).toContain(text)
})

test.each([{}, { keepLogin: true }])(
  'the snapshot of which no shell reads a hook is off while it is enabled, with %j',
  async (options) => {
    const text = '[features]\nshell_snapshot_v2 = true # mine\n'
    const { world, read } = makeUser(text)
    const { stdout } = await on(world, options)
    expect(stdout).toContain('features.shell_snapshot_v2 = false (was true)')
    expect(read()).toContain('shell_snapshot_v2 = false # mine\n')
    await off(world)
    expect(read()).toBe(text)
  },
)

test.each([
  ['[shell_environment_policy.filters]\nPATH = "include"\n', 'includes no BASH_ENV and no ZDOTDIR'],
  ['[features]\nshell_snapshot_v2 = true\n', 'which read no hook'],
])('what was put in since is an obstacle: %j', async (text, what) => {
  const { world, config } = makeUser('')
  await on(world, { keepLogin: true })
  expect(codex.findObstacles(world)).toEqual([])
  write(config, text)
  expect(codex.findObstacles(world)).toMatchObject([{ what: expect.stringContaining(what) }])
})

test('a value that somebody changed since is left to them', async () => {
  const { world, config, read } = makeUser('')
  await on(world)
  write(config, read().replace('SHLVL = "1"', 'SHLVL = "2"').replace('= false', '= true'))
  await off(world)
  expect(parse(read())).toEqual({
    allow_login_shell: true,
    shell_environment_policy: { set: { SHLVL: '2' } },
  })
})

test.each([
  '',
  'allow_login_shell = true\n[shell_environment_policy.set]\nBASH_ENV = "/etc/lmod"\n',
])('what an enable left is found without its record: %j', async (text) => {
  const { world, read } = makeUser(text)
  await on(world, { keepLogin: true })
  const enabled = read()
  rmSync(world.places.state, { recursive: true })
  expect((await on(world, { keepLogin: true })).stdout).toMatch(/^already enabled/)
  expect(read()).toBe(enabled)
  rmSync(world.places.state, { recursive: true })
  await off(world)
  expect(read()).not.toContain(world.places.data)
  expect(read()).not.toContain('CODEX_ENV_SHIM')
})

test('each CODEX_HOME is enabled and given back for itself', async () => {
  const { world, read } = makeUser('a = 1\n')
  const other = join(world.home, 'other/config.toml')
  write(other, 'b = 2\n')
  const there = { ...world, env: { CODEX_HOME: join(world.home, 'other') } }
  await on(world)
  await on(there)
  await off(world)
  expect([read(), readFileSync(other, 'utf8').includes('BASH_ENV')]).toEqual(['a = 1\n', true])
  await off(there)
  expect(readFileSync(other, 'utf8')).toBe('b = 2\n')
})

test('a link to the real file stays one, and the file keeps its mode', async () => {
  const { world, config } = makeUser()
  const real = write(join(world.home, 'dotfiles/codex.toml'), 'a = 1\n')
  chmodSync(real, 0o640)
  mkdirSync(join(world.home, '.codex'))
  symlinkSync('../dotfiles/codex.toml', config)
  await on(world)
  expect(lstatSync(config).isSymbolicLink()).toBe(true)
  expect(readFileSync(real, 'utf8')).toContain('BASH_ENV')
  expect(statSync(real).mode & 0o777).toBe(0o640)
  await off(world)
  expect(lstatSync(config).isSymbolicLink()).toBe(true)
  expect(readFileSync(real, 'utf8')).toBe('a = 1\n')
})

test('a link to a file that is not there yet stays one', async () => {
  const { world, config } = makeUser()
  mkdirSync(join(world.home, '.codex'))
  symlinkSync('../codex.toml', config)
  await on(world)
  expect(lstatSync(config).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(world.home, 'codex.toml'), 'utf8')).toContain('BASH_ENV')
})
