import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/index.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { declare, makeFolder, makeWorld, planFile, write } from '../world.js'

const run = (world: World, ...argv: string[]) => runProgram(world, argv)

test('help names every command, in groups, and the two the shells handle', async () => {
  const { stdout = '', status } = await run(makeWorld(), '--help')
  expect(status).toBe(0)
  for (const word of ['Declare:', 'Look:', 'init', 'allow', 'deny', 'status', 'completion']) {
    expect(stdout).toContain(word)
  }
  expect(stdout).toContain('exec [-C DIR] -- CMD [ARG...]')
})

test.each(['init', 'allow', 'deny', 'status', 'completion'])(
  'help of %s has examples',
  async (verb) => {
    const { stdout = '', status } = await run(makeWorld(), verb, '--help')
    expect(status).toBe(0)
    expect(stdout).toMatch(/Examples:\n {2}codex-env-shim /)
  },
)

test('the version is that of the package', async () => {
  const { version } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  expect(await run(makeWorld(), '--version')).toMatchObject({ stdout: `${version}\n`, status: 0 })
})

test.each([
  [['stauts'], 'Did you mean status?'],
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['status', '--frobnicate'], "unknown option '--frobnicate'"],
  [['allow', 'a', 'b'], 'too many arguments'],
  [['completion', 'csh'], 'Allowed choices are bash, zsh, fish'],
  [['completion'], "missing required argument 'shell'"],
  [[], 'Usage: codex-env-shim'],
])('%j is a usage error', async (argv, message) => {
  const { stderr = '', stdout, status } = await run(makeWorld(), ...argv)
  expect(status).toBe(64)
  expect(stdout).toBe('')
  expect(stderr).toContain(message)
})

test.each([
  [['frobnicate'], "codex-env-shim: unknown command 'frobnicate'\n  codex-env-shim --help\n"],
  [['env', '-x'], "codex-env-shim: unknown option '-x'\n  codex-env-shim env --help\n"],
])('%j is told as every other error is', async (argv, stderr) => {
  expect(await run(makeWorld(), ...argv)).toMatchObject({ stderr })
})

test.each(COMMANDS.flatMap(({ commands }) => commands.map(({ name }) => name)))(
  'help of %s shows no default that says nothing',
  async (verb) => {
    expect((await run(makeWorld(), verb, '--help')).stdout).not.toContain('(default: [])')
  },
)

test('init writes a declaration once and never over another', async () => {
  const world = makeWorld()
  const file = join(world.cwd, '.codex/env.ini')
  expect((await run(world, 'init')).stdout).toContain(`codex-env-shim allow ${world.cwd}`)
  write(file, 'mine')
  await expect(run(world, 'init')).rejects.toMatchObject({
    status: 1,
    message: `${file} is there already\n  edit it, then: codex-env-shim allow`,
  })
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('allow means the nearest declaration above, shows each name with its class, and compiles', async () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nLD_PRELOAD = /x\nHOME = /y\n[path]\nPATH[] = bin\n')
  const below = join(world.cwd, 'a/b')
  mkdirSync(below, { recursive: true })
  const { stdout, status } = await run({ ...world, cwd: below }, 'allow')
  expect(status).toBe(0)
  expect(stdout).toBe(`allowed ${world.cwd}/.codex/env.ini
  refused   LD_PRELOAD  (loads code)
  protected HOME  (plain)
  prepend   PATH  (search path)
left out by secure mode:
  LD_PRELOAD: needs your consent by name (loads code)
to have it all the same:
  codex-env-shim allow --name LD_PRELOAD ${world.cwd}
`)
  expect(existsSync(planFile(world, world.cwd))).toBe(true)
  const told = (await run(world, 'status')).stdout
  expect(told).toContain('  refused   LD_PRELOAD  needs your consent by name (loads code)  ')
  expect(told).toContain('  protected HOME        describes the running session  ')
})

test('allow speaks JSON', async () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nA = 1\n')
  const { stdout = '' } = await run(world, 'allow', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    root: world.cwd,
    state: 'fresh',
    names: [{ name: 'A', change: 'set', class: 'plain' }],
  })
})

test.each(['CODEX_THREAD_ID', 'CODEX_CI', 'CLAUDECODE'])(
  'allow is refused inside an agent (%s)',
  async (marker) => {
    const world = makeWorld({ [marker]: '1' })
    declare(world.cwd, '')
    await expect(run(world, 'allow')).rejects.toMatchObject({ kind: 'inside-agent', status: 125 })
  },
)

test('a broken declaration cannot be allowed', async () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\n1 = x\n')
  await expect(run(world, 'allow')).rejects.toMatchObject({ kind: 'bad-declaration', status: 1 })
})

test('a directory named is meant exactly', async () => {
  const world = makeWorld()
  declare(world.cwd, '')
  mkdirSync(join(world.cwd, 'sub'))
  const error = { kind: 'no-declaration', message: expect.stringContaining('the nearest is') }
  await expect(run(world, 'allow', 'sub')).rejects.toMatchObject(error)
  await expect(run({ ...world, cwd: makeFolder() }, 'allow')).rejects.toThrow('no .codex/env.ini')
})

test('deny stops a plan at once', async () => {
  const world = makeWorld()
  declare(world.cwd, '')
  await run(world, 'allow')
  expect(await run(world, 'deny')).toEqual({ stdout: `denied ${world.cwd}/.codex/env.ini\n` })
  expect(existsSync(planFile(world, world.cwd))).toBe(false)
  expect(await run(world, 'status')).toMatchObject({
    status: 0,
    stdout: `${world.cwd}/.codex/env.ini  untrusted, denied\n  to have it again: codex-env-shim allow ${world.cwd}\n`,
  })
})

test('status is content where nothing is declared', async () => {
  const world = { ...makeWorld(), cwd: makeFolder() }
  expect(await run(world, 'status')).toEqual({
    stdout: `nothing is declared at or above ${world.cwd}\n`,
  })
  expect(JSON.parse((await run(world, 'status', '--json')).stdout ?? '')).toMatchObject({
    projects: [],
  })
})

test('status tells what applies, where each line comes from, and what is in the way', async () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nA = 1\n[unset]\nnames[] = B\n')
  await run(world, 'allow')
  const nearer = join(world.cwd, 'sub')
  const file = declare(nearer, '[env]\nEVIL = 1\n')
  const { stdout = '', status } = await run(world, 'status', 'sub')
  expect(status).toBe(1)
  expect(stdout).toContain(`${file}  untrusted\n  ${file} is not allowed; run:`)
  expect(stdout).not.toContain('EVIL')
  expect(stdout).toContain(`${world.cwd}/.codex/env.ini  fresh, applies here\n`)
  expect(stdout).toContain(`set       A  "1"  ${world.cwd}/.codex/env.ini:2\n`)
  expect((await run(world, 'status')).status).toBe(0)
})

test('status speaks JSON', async () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nA = ${B:-1}\n')
  await run(world, 'allow')
  const { stdout = '' } = await run(world, 'status', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    directory: world.cwd,
    projects: [
      {
        applies: true,
        state: 'fresh',
        trust: 'allowed',
        stored: 'same',
        login: 'suppress',
        problem: '',
        changes: [
          { change: 'set', name: 'A', value: '${B:-1}', from: `${world.cwd}/.codex/env.ini:2` },
        ],
      },
    ],
  })
})
