import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { locateLog } from '../../src/audit/read/log-file.js'
import { locateSpool } from '../../src/audit/ship/spool-folder.js'
import { allow } from '../../src/commands/allow.js'
import { doctor } from '../../src/commands/doctor.js'
import type { Examined } from '../../src/doctor/examination.js'
import { publish } from '../../src/keep/publish.js'
import type { World } from '../../src/system/world.js'
import { makeUser, on } from '../codex-user.js'
import { declare, makeFolder, makeWorld, write } from '../world.js'

/** What one check of the doctor finds. */
async function find(world: World, id: string): Promise<Examined> {
  const { stdout = '' } = await doctor.run(world, [], { json: true })
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly Examined[] }
  const found = checks.find((one) => one.id === id)
  if (!found) throw new Error(`no check ${id}`)
  return found
}

const PATH = '/usr/bin:/bin'

test('an installation that is not whole is broken, and so is the exit status', async () => {
  const world = makeWorld({ PATH })
  expect(await find(world, 'files')).toMatchObject({ health: 'broken' })
  const { status, stdout } = await doctor.run(world, [], {})
  expect(status).toBe(1)
  expect(stdout).toMatch(/^broken {2}the installation\n {8}.*hook\.bash is gone/)
  expect(stdout).toMatch(/\d+ checks: \d+ ok, \d+ to look at, 1 broken\n$/)
})

test('quiet prints only what is wrong', async () => {
  const world = makeWorld({ PATH })
  const { stdout = '' } = await doctor.run(world, [], { quiet: true })
  expect(stdout).toMatch(/^broken {2}the installation\n/)
  expect(stdout).not.toMatch(/^ok /m)
  expect(stdout).not.toContain('checks:')
})

test('a Node that is gone from its baked path is broken', async () => {
  const world = makeWorld({ PATH })
  write(join(world.places.data, 'shells/launch/control.bash'), 'exec "/gone/node" "x" "$@"\n')
  expect(await find(world, 'node')).toMatchObject({
    health: 'broken',
    evidence: ['Node is gone from /gone/node'],
  })
})

test('a route that was enabled and taken out is broken; none is a warning', async () => {
  const { world, config } = makeUser('', { PATH })
  expect(await find(world, 'routes')).toMatchObject({ health: 'warn' })
  expect(await find(world, 'login')).toMatchObject({ health: 'warn' })
  await on(world)
  expect(await find(world, 'routes')).toMatchObject({ health: 'ok' })
  expect(await find(world, 'login')).toMatchObject({ health: 'ok' })
  write(config, 'model = "x"\n')
  expect(await find(world, 'routes')).toMatchObject({
    health: 'broken',
    remedy: 'codex-env-shim enable codex',
  })
  write(config, 'model = \n')
  expect(await find(world, 'routes')).toMatchObject({ health: 'broken' })
})

test('a SessionStart hook that nobody has trusted yet is told', async () => {
  const { world, config, read } = makeUser('', { PATH })
  await on(world, { hooks: true })
  expect(await find(world, 'routes')).toMatchObject({
    health: 'warn',
    remedy: 'start codex once, and trust the hook when it asks',
  })
  const hooks = join(world.home, '.codex/hooks.json')
  const trust = `[hooks.state."${hooks}:session_start:0:0"]\ntrusted_hash = "sha256:0"\n`
  write(config, `${read()}\n${trust}`)
  expect(await find(world, 'routes')).toMatchObject({ health: 'ok' })
})

test('another layer of the configuration that overrules ours is named', async () => {
  const { world } = makeUser('', { PATH })
  await on(world)
  expect(await find(world, 'layers')).toMatchObject({ health: 'ok' })
  const file = write(
    join(world.cwd, '.codex/config.toml'),
    '[shell_environment_policy]\ninclude_only = ["PATH"]\n',
  )
  expect(await find(world, 'layers')).toMatchObject({
    health: 'warn',
    evidence: [`${file} sets shell_environment_policy.include_only`],
  })
})

test.each([
  ['sandbox_mode = "danger-full-access"', 'ok', 'danger-full-access: '],
  ['sandbox_mode = "workspace-write"', 'ok', 'workspace-write: '],
  ['sandbox_mode = "read-only"', 'warn', 'read-only: '],
  ['default_permissions = ":danger-full-access"', 'ok', ':danger-full-access: '],
  ['default_permissions = ":workspace"', 'ok', ':workspace: '],
  ['default_permissions = ":read-only"', 'warn', ':read-only: '],
  // The older one wins where both are there.
  ['default_permissions = ":workspace"\nsandbox_mode = "read-only"', 'warn', 'read-only: '],
  [
    'default_permissions = "mine"\n[permissions.mine]\nextends = ":workspace"',
    'ok',
    ':workspace: ',
  ],
  ['default_permissions = "mine"\n[permissions.mine]', 'ok', 'the permissions of mine: '],
  ['', 'warn', 'read-only, the default'],
])('what the sandbox of %j leaves of the log: %s', async (text, health, begin) => {
  const { world } = makeUser(`${text}\n`, { PATH })
  const found = await find(world, 'sandbox')
  expect(found).toMatchObject({ health })
  expect(found?.evidence.join('\n')).toMatch(new RegExp(`^${begin}`))
})

test('a declaration is looked at: not allowed, broken, and folders that are not there', async () => {
  const world = makeWorld({ PATH })
  expect(await find(world, 'declaration')).toMatchObject({ health: 'ok' })
  const file = declare(world.cwd, '[path]\nPATH[] = ./bin\nLD_LIBRARY_PATH[] = ${NONE}/lib\n')
  expect(await find(world, 'declaration')).toMatchObject({ health: 'warn' })
  await allow.run(world, [], {})
  expect(await find(world, 'declaration')).toMatchObject({ health: 'ok' })
  expect(await find(world, 'folders')).toMatchObject({
    health: 'warn',
    evidence: [`PATH: ${world.cwd}/bin is no folder (${file}:2)`],
  })
  mkdirSync(join(world.cwd, 'bin'))
  expect(await find(world, 'folders')).toMatchObject({ health: 'ok' })
  declare(world.cwd, '[env]\nA\n')
  expect(await find(world, 'declaration')).toMatchObject({ health: 'broken' })
})

test.each([
  ['/usr/bin:$HOME/bin', 'warn', '$HOME/bin is literal: nothing expands it'],
  ['/usr/bin:', 'warn', 'an empty entry, or `.`, means the working directory'],
  ['/usr/bin:bin', 'warn', 'bin is relative to the working directory'],
  ['/usr/bin:/usr/bin', 'ok', '/usr/bin stands there more than once'],
  ['/usr/bin:/not/there', 'ok', '/not/there is not there'],
])('a PATH of %j', async (path, health, evidence) => {
  const found = await find(makeWorld({ PATH: path }), 'path')
  expect(found).toMatchObject({ health, evidence: expect.arrayContaining([evidence]) })
})

test.each([
  [{ VIRTUAL_ENV: '/venv' }, 'warn'],
  [{ VIRTUAL_ENV: '/venv', PATH: `/venv/bin:${PATH}` }, 'ok'],
  [{ __ETC_PROFILE_NIX_SOURCED: '1' }, 'warn'],
  [{ __ETC_PROFILE_NIX_SOURCED: '1', PATH: `/nix/var/nix/profiles/default/bin:${PATH}` }, 'ok'],
  [{ DIRENV_DIFF: 'x' }, 'warn'],
])('a guard in %j: %s', async (env, health) => {
  expect(await find(makeWorld({ PATH, ...env }), 'guards')).toMatchObject({ health })
})

test('a login profile is timed, and told by the line that changes something', async () => {
  const world = makeWorld({ PATH, LANG: 'C' })
  const env = { ...world.env, HOME: world.home }
  const text = '# mine\nexport SPOILT=1\nsleep 0.2\n'
  for (const name of ['.bash_profile', '.zprofile']) write(join(world.home, name), text)
  const { evidence } = await find({ ...world, env }, 'profiles')
  expect(evidence.join('\n')).toMatch(/ takes [2-9]\d\d ms more/)
  expect(evidence.join('\n')).toMatch(/SPOILT is changed in \S*\/\.(bash_|z)profile:2/)
})

test.skipIf(process.platform !== 'linux')(
  'a library that shadows a common one is named',
  async () => {
    const folder = makeFolder()
    const world = makeWorld({ PATH, LD_LIBRARY_PATH: folder })
    expect(await find(world, 'shadows')).toMatchObject({ health: 'ok' })
    write(join(folder, 'libgcc_s.so.1'), '')
    expect((await find(world, 'shadows')).evidence[0]).toContain(
      `${folder}/libgcc_s.so.1 would load in place of `,
    )
  },
)

test('a log that cannot be written is a warning, and broken where it is required', async () => {
  const world = makeWorld({ PATH, TMPDIR: makeFolder() })
  expect(await find(world, 'log')).toMatchObject({ health: 'warn' })
  const log = write(locateLog(world), '')
  expect(await find(world, 'log')).toMatchObject({ health: 'ok' })
  rmSync(log)
  symlinkSync('/dev/null', log)
  write(join(world.places.config, 'config.ini'), '[audit]\nrequired = true\n')
  chmodSync(world.places.config, 0o700)
  expect(await find(world, 'log')).toMatchObject({ health: 'broken' })
})

test('the command is looked for on PATH', async () => {
  const world = makeWorld({ PATH })
  expect(await find(world, 'command')).toMatchObject({ health: 'warn' })
  const file = writeProgram(join(world.home, 'bin/codex-env-shim'), 'exit 0')
  const env = { PATH: `${dirname(file)}:${PATH}` }
  expect(await find({ ...world, env }, 'command')).toMatchObject({ health: 'ok', evidence: [file] })
})

test('a Codex that takes library paths away is a warning where this terminal has some', async () => {
  const world = makeWorld()
  const program = join(world.home, 'bin/codex')
  const at = (version: string, env: World['env']) => {
    writeProgram(program, `echo codex-cli ${version}`)
    return find({ ...world, env: { PATH: `${dirname(program)}:${PATH}`, ...env } }, 'codex')
  }
  const env = { LD_LIBRARY_PATH: '/opt/lib' }
  expect(await at('0.79.0', env)).toMatchObject({
    health: 'warn',
    evidence: [
      `${program}, version 0.79.0`,
      'it takes LD_* and DYLD_* away before it starts',
      'lost: LD_LIBRARY_PATH',
    ],
  })
  expect(await at('0.79.0', {})).toMatchObject({ health: 'ok' })
  for (const version of ['0.42.0', '0.80.0', '0.169.0', '1.0.0']) {
    expect(await at(version, env), version).toMatchObject({ health: 'ok' })
  }
  declare(world.cwd, '[path]\nLD_LIBRARY_PATH[] = /opt/lib\n')
  await allow.run(world, [], {})
  expect(await at('0.79.0', env)).toMatchObject({ health: 'ok' })
})

test('the plan is told from one that would be made now', async () => {
  const world = makeWorld({ PATH })
  expect(await find(world, 'plan')).toMatchObject({ evidence: ['nothing applies here'] })
  declare(world.cwd, '[env]\nA = 1\n')
  await allow.run(world, [], {})
  const told = async () => (await find(world, 'plan')).evidence[0]
  expect(await told()).toMatch(/^plan [0-9a-f]{16}: stored as it would be made now$/)
  rmSync(world.places.cache, { recursive: true })
  expect(await told()).toContain('not stored: the next command makes it')
})

test('an overlay of a thread long gone is a warning', async () => {
  const world = makeWorld({ PATH })
  declare(world.cwd, '')
  await allow.run(world, [], {})
  expect(await find(world, 'overlays')).toMatchObject({ health: 'ok' })
  const changes = { set: { A: '1' }, unset: [], prepend: {} }
  await publish(world, world.cwd, { scope: { kind: 'thread', id: 't-1' }, changes })
  expect(await find(world, 'overlays')).toMatchObject({
    health: 'ok',
    evidence: [`overlay of thread t-1, of ${world.now.toISOString()}`],
  })
  const later = new Date(world.now.getTime() + 31 * 24 * 60 * 60 * 1000)
  expect(await find({ ...world, now: later }, 'overlays')).toMatchObject({
    health: 'warn',
    remedy: expect.stringContaining('codex-env-shim overlay clear --stale'),
  })
})

test('a spool that others can write is broken', async () => {
  const world = makeWorld({ PATH, TMPDIR: makeFolder() })
  expect(await find(world, 'spool')).toMatchObject({ health: 'ok' })
  mkdirSync(locateSpool(world), { mode: 0o700 })
  expect(await find(world, 'spool')).toMatchObject({ health: 'ok' })
  chmodSync(locateSpool(world), 0o777)
  expect(await find(world, 'spool')).toMatchObject({ health: 'broken' })
})

test.skipIf(process.platform !== 'linux')('the BLAS that would load is named', async () => {
  const folder = makeFolder()
  const load = (LD_LIBRARY_PATH: string) => find(makeWorld({ PATH, LD_LIBRARY_PATH }), 'blas')
  const fast = write(join(folder, 'openblas/libblas.so.3'), '')
  expect(await load(dirname(fast))).toMatchObject({
    health: 'ok',
    evidence: [`libblas.so.3 is ${fast}`],
  })
  const slow = write(join(folder, 'blas/libblas.so.3'), '')
  expect((await load(dirname(slow))).evidence[0]).toBe(`libblas.so.3 is ${slow}, the reference one`)
})

function writeProgram(file: string, text: string): string {
  write(file, `#!/bin/sh\n${text}\n`)
  chmodSync(file, 0o755)
  return file
}
