import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommands } from '../../src/commands/index.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { declare, makeFolder, makeWorld, planFile, write } from '../world.js'

const COMMANDS = await loadCommands()

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
  prepend   PATH  "${world.cwd}/bin"  (search path)
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

test('allow warns about what it let through, and says what changed since', async () => {
  const world = makeWorld({ SET: '1' })
  const file = declare(world.cwd, '[env]\nA = 1\nTOKEN = t1\nGONE = 1\n[path]\nL[] = ./a\n')
  expect((await run(world, 'allow')).stdout).not.toContain('changed')
  const text = '[env]\nA = $HOME\nTOKEN = t2\nB = ${SET}${ABSENT}\n[path]\nL[] = ./a\nL[] = ./b\n'
  declare(world.cwd, text)
  const { stdout, stderr, status } = await run(world, 'allow')
  expect(status).toBe(0)
  expect(stdout).toContain(`  set       TOKEN  "********"  (secret-like)
  set       B  "\${SET}\${ABSENT}"  (plain)
  prepend   L  "${world.cwd}/a"  (plain)
  prepend   L  "${world.cwd}/b"  (plain)
changed since it was last in force:
  - set       A  "1"
  - set       TOKEN  "********"
  - set       GONE  "1"
  + set       A  "$HOME"
  + set       TOKEN  "********"
  + set       B  "\${SET}\${ABSENT}"
  + prepend   L  "${world.cwd}/b"
`)
  const warning = `${file}:2: [env] A: $HOME is not expanded; write \${HOME}`
  const absent = `${file}:4: B: nothing here sets ABSENT, so it is empty; set ABSENT above`
  expect(stderr).toContain(`codex-env-shim: warning: ${warning}`)
  expect(stderr).toContain(`codex-env-shim: warning: ${absent}`)
  const told = await run(world, 'status')
  expect(told.stdout).toContain(`  warning   ${warning}`)
  expect(told.stdout).toContain(`  prepend   L      "${world.cwd}/b"  ${file}:7\n`)
  const { projects } = JSON.parse((await run(world, 'status', '--json')).stdout ?? '')
  expect(projects[0].warnings).toHaveLength(2)
})

test('a name that is only set further down is told, and a near one is proposed', async () => {
  const world = makeWorld()
  const text =
    '[env]\nA = ${CUDA_HOME}\nCUDA_HOME = /c\n[path]\nL[] = ${CUDAHOME}/lib\nM[] = ${X:-/x}\n'
  const file = declare(world.cwd, text)
  const { stderr } = await run(world, 'allow')
  expect(stderr).toContain(
    `${file}:2: A: nothing here sets CUDA_HOME, so it is empty; give CUDA_HOME`,
  )
  expect(stderr).toContain(
    `${file}:5: L: nothing here sets CUDAHOME, so this entry is left out; did you mean \${CUDA_HOME}?`,
  )
  expect(stderr?.split('\n')).toHaveLength(3)
})

test('every error is told by allow, and by status of what was good before', async () => {
  const world = makeWorld()
  const file = declare(world.cwd, '[env]\nA = 1\n')
  await run(world, 'allow')
  declare(world.cwd, '[env]\nA = ${B\nC\n')
  const message = expect.stringMatching(/:2: .*\n {2}.*\n.*:3: not an entry\n/)
  await expect(run(world, 'allow')).rejects.toMatchObject({ message })
  const { stdout, status } = await run(world, 'status')
  expect(status).toBe(1)
  expect(stdout).toContain(`  ${file}:2: [env] A: a \${ that is not closed;`)
  expect(stdout).toContain(`  ${file}:3: not an entry; expected NAME = value\n`)
  expect(stdout).toContain('  2 errors (the last good plan stays in force)\n')
})

test('what is allowed and could never be made is failed, and says why', async () => {
  const world = makeWorld()
  const file = declare(world.cwd, '[env]\nA = 1\n[providers]\ncommand[] = ./gone\n')
  const { stdout, stderr, status } = await run(world, 'allow')
  expect(status).toBe(1)
  expect(stdout).toContain(`allowed ${file}, but nothing of it applies yet\n`)
  expect(stderr).toContain(`${file}:4: command:`)
  const told = await run(world, 'status')
  expect(told.status).toBe(1)
  expect(told.stdout).toContain(`${file}  failed\n  ${file}:4: command:`)
  expect(told.stdout).not.toContain('applies here')
  expect(JSON.parse((await run(world, 'env', '--json')).stdout ?? '')).toMatchObject({
    state: 'failed',
  })
})

test('overlays that do not count here stand apart, with what would make them count', async () => {
  const world = makeWorld()
  declare(world.cwd, '')
  await run(world, 'allow')
  await run(world, 'set', 'A=1')
  await run(world, 'set', '--name', 'gpu', 'B=1')
  await run(world, 'set', '--thread', 't1', 'C=1')
  const { stdout = '' } = await run(world, 'status')
  expect(stdout).toMatch(/^ {2}set {7}A {2}"1" {2}overlay of the project$/m)
  expect(stdout).toContain(
    '  overlay gpu: not here; only with CODEX_ENV_SHIM_OVERLAY=gpu\n    set       B  "1"  overlay gpu\n',
  )
  expect(stdout).toContain('  overlay of thread t1: not here; only for commands of that thread')
  const chosen = await run({ ...world, env: { CODEX_ENV_SHIM_OVERLAY: 'gpu' } }, 'status')
  expect(chosen.stdout).toContain('  overlay gpu: counts here with CODEX_ENV_SHIM_OVERLAY=gpu\n')
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

test('status says of an entry of a list that it overrules nothing', async () => {
  const world = makeWorld()
  declare(world.cwd, '[path]\nPATH[] = /x\n[append]\nPATH[] = /y\n')
  await run(world, 'allow')
  const { stdout = '' } = await run(world, 'status')
  expect(stdout).toMatch(/append +PATH +"\/y" +\S+env\.ini:4$/m)
})
