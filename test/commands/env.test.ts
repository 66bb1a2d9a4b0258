import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { allow } from '../../src/commands/allow.js'
import { env } from '../../src/commands/env.js'
import { log } from '../../src/commands/log.js'
import { locateSettings } from '../../src/settings/settings.js'
import type { World } from '../../src/system/world.js'
import { logLine, record } from '../audit/log-line.js'
import { declare, makeFolder, makeWorld, write } from '../world.js'

const GIVEN = {
  PATH: '/usr/bin',
  LD_LIBRARY_PATH: '/opt/lib',
  PYTHONHOME: '/old',
  TMPDIR: '/tmp',
  CODEX_ENV_SHIM_DATA: 'not the user’s',
  _: 'program',
}

async function makeProject(text: string, given: Record<string, string> = {}): Promise<World> {
  const world = makeWorld({ ...GIVEN, ...given })
  declare(world.cwd, text)
  await allow.run(world, [], {})
  return world
}

const show = async (world: World, options = {}) => (await env.run(world, [], options)).stdout ?? ''
const read = async (world: World, options = {}) =>
  JSON.parse(await show(world, { json: true, ...options }))

const TEXT = `[env]
API_TOKEN = secret
CUDA_HOME = /opt/cuda
[path]
LD_LIBRARY_PATH[] = \${CUDA_HOME}/lib64
[unset]
names[] = PYTHONHOME
`

test('it is what a command here would get, and nothing of ours', async () => {
  const world = await makeProject(TEXT)
  expect(await read(world, { showSecrets: true })).toMatchObject({
    directory: world.cwd,
    base: 'this terminal',
    project: world.cwd,
    state: 'fresh',
    environment: {
      API_TOKEN: 'secret',
      CUDA_HOME: '/opt/cuda',
      LD_LIBRARY_PATH: '/opt/cuda/lib64:/opt/lib',
      PATH: '/usr/bin',
      TMPDIR: '/tmp',
    },
  })
  expect(Object.keys((await read(world)).environment)).toEqual([
    'API_TOKEN',
    'CUDA_HOME',
    'LD_LIBRARY_PATH',
    'PATH',
    'TMPDIR',
  ])
})

test('a difference is told as a diff tells it', async () => {
  expect(await show(await makeProject(TEXT), { diff: true })).toBe(`+API_TOKEN=********
+CUDA_HOME=/opt/cuda
-LD_LIBRARY_PATH=/opt/lib
+LD_LIBRARY_PATH=/opt/cuda/lib64:/opt/lib
-PYTHONHOME=/old
`)
})

test.each([
  ['API_KEY', 'not for you'],
  ['DATABASE_URL', 'postgres://me:pass@host/db'],
  ['ANYTHING', 'ghp_0123456789'],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----'],
])('%s is masked wherever it is shown', async (name, value) => {
  const world = await makeProject(`[env]\nA = 1\n`, { [name]: value })
  for (const options of [{}, { json: true }, { explain: name }, { explain: name, json: true }]) {
    expect(await show(world, options)).toContain('********')
    expect(await show(world, options)).not.toContain(value)
  }
  const hidden = await show(world, { shell: 'bash' })
  expect(hidden).toContain(`# ${name}: a secret`)
  expect(hidden).not.toContain(`${name}=`)
  expect(await show(world, { showSecrets: true })).toContain(`${name}=${value}`)
})

test('every layer that touched a name is told, with its line', async () => {
  const world = makeWorld(GIVEN)
  const settings = write(locateSettings(world), '[env]\nA = mine\n[path]\nLD_LIBRARY_PATH[] = /u\n')
  const own = declare(world.cwd, '[env]\nA = ours\nHOME = /x\n[path]\nLD_LIBRARY_PATH[] = ./lib\n')
  await allow.run(world, [], {})
  expect((await read(world, { explain: 'A' })).names).toEqual([
    {
      name: 'A',
      value: 'ours',
      touches: [
        { layer: 'your settings', from: `${settings}:2`, outcome: 'overruled', gives: '' },
        { layer: 'this project', from: `${own}:2`, outcome: 'wins', gives: 'ours' },
      ],
    },
  ])
  expect(await show(world, { explain: 'LD_LIBRARY_PATH' })).toBe(
    `LD_LIBRARY_PATH=${world.cwd}/lib:/u:/opt/lib
  this terminal  inherited /opt/lib
  your settings  adds /u  ${settings}:4
  this project   adds ${world.cwd}/lib  ${own}:5
`,
  )
  expect(await show(world, { explain: 'HOME' })).toContain(
    `this project  protected (describes the running session)  ${own}:3`,
  )
  expect(await show(world, { explain: 'NOPE' })).toBe(
    'NOPE is not set\n  nothing here touches it\n',
  )
})

test('what is broken is said, and what still applies is shown', async () => {
  const world = await makeProject('[env]\nA = good\n')
  declare(world.cwd, '[env]\nA\n')
  const { stdout, stderr } = await env.run(world, [], { diff: true })
  expect(stdout).toBe('+A=good\n')
  expect(stderr).toContain('env.ini:2: not an entry')
})

test('switched off, or with nothing allowed, a command gets what is there', async () => {
  const off = await makeProject(TEXT, { CODEX_ENV_SHIM: 'off' })
  expect(await show(off, { diff: true })).toBe('')
  const world = makeWorld(GIVEN)
  declare(world.cwd, TEXT)
  expect(await read(world, { diff: true })).toMatchObject({ state: 'none', differences: [] })
})

test.skipIf(process.platform !== 'linux')('an agent’s environment can be the start', async () => {
  const world = await makeProject(TEXT)
  const agent = spawn('/bin/sleep', ['100'], { env: { LD_LIBRARY_PATH: '/stale' } })
  onTestFinished(() => void agent.kill())
  expect(await show(world, { agent: agent.pid, diff: true })).toBe(`+API_TOKEN=********
+CUDA_HOME=/opt/cuda
-LD_LIBRARY_PATH=/stale
+LD_LIBRARY_PATH=/opt/cuda/lib64:/stale
`)
})

test('log --explain tells what a command was given, also when the plan is another by now', async () => {
  const world = await makeProject(TEXT, { TMPDIR: makeFolder() })
  const { plan } = await read(world)
  const line = logLine({ project: world.cwd, plan, tool_call: 'call_7', set: ['CUDA_HOME'] })
  record(world, line)
  record(world, logLine({ tool_call: 'call_8' }))
  declare(world.cwd, '[env]\nCUDA_HOME = /another\n')
  await allow.run(world, [], {})
  const { stdout } = await log.run(world, [], { explain: 'call_7' })
  expect(stdout).toContain(
    `set         CUDA_HOME        "/opt/cuda"  ${world.cwd}/.codex/env.ini:3`,
  )
  expect(stdout).toContain('API_TOKEN        "********"')
  expect(stdout).not.toContain('/another')
})

test('log --explain of a plan that is not known any more names what it changed', async () => {
  const world = makeWorld({ TMPDIR: makeFolder() })
  record(world, logLine({ plan: 'abc', tool_call: 'call_1', set: ['A'], prepended: ['PATH'] }))
  const { stdout } = await log.run(world, [], { explain: 'call_1' })
  expect(stdout).toContain('no longer known; the line names A PATH')
  await expect(log.run(world, [], { explain: 'call_2' })).rejects.toThrow('no command call_2 in')
})
