import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from '../../src/commands/program.js'
import { publish } from '../../src/keep/publish.js'
import type { Overlay } from '../../src/overlays/overlay.js'
import { readOverlays } from '../../src/overlays/store.js'
import type { World } from '../../src/system/world.js'
import { sandbox } from '../sandbox.js'
import { declare, makeWorld, write } from '../world.js'

const run = (world: World, ...argv: string[]) => runProgram(world, argv)

function makeProject(env: World['env'] = {}): World {
  const world = makeWorld(env)
  declare(world.cwd, '')
  return world
}

const read = (world: World) => readOverlays(world, world.cwd)

test('what is set is kept for its user only, and listed without secrets', async () => {
  const world = makeProject()
  expect(await run(world, 'set', 'A=1', 'API_TOKEN=hidden-value')).toMatchObject({
    stdout: 'overlay of the project: A API_TOKEN\n',
  })
  await run(world, 'set', '--name', 'gpu', '--prepend', 'PATH=/gpu')
  await run(world, 'unset', '--thread', 't-1', 'B')
  const folder = join(world.places.state, 'overlays')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777
    expect(mode, entry.name).toBe(entry.isDirectory() ? 0o700 : 0o600)
  }
  const time = world.now.toISOString()
  expect((await run(world, 'overlay', 'list')).stdout).toBe(`overlay of the project, ${time}
  set      A  "1"
  set      API_TOKEN  "********"

overlay of thread t-1, ${time}
  unset    B

overlay gpu, ${time}
  prepend  PATH  "/gpu"
`)
  const { stdout = '' } = await run(world, 'overlay', 'list', '--json')
  expect(stdout).not.toContain('hidden-value')
  expect(JSON.parse(stdout)).toMatchObject({ project: world.cwd, overlays: [{}, {}, {}] })
})

test('one overlay, some of its names or all can be cleared', async () => {
  const world = makeProject()
  for (const scope of [[], ['--name', 'gpu'], ['--thread', 't-1']]) {
    await run(world, 'set', ...scope, 'A=1', 'B=2')
  }
  await run(world, 'overlay', 'clear', '--name', 'gpu', 'A')
  expect(read(world).map(({ changes }) => Object.keys(changes.set))).toEqual([
    ['A', 'B'],
    ['B'],
    ['A', 'B'],
  ])
  expect((await run(world, 'overlay', 'clear')).stdout).toBe(
    `cleared; ${world.cwd} has 2 overlays left\n`,
  )
  expect(read(world).map(({ scope }) => scope.kind)).toEqual(['name', 'thread'])
  expect((await run(world, 'overlay', 'clear', '--name', 'gpu')).stdout).toBe(
    `cleared; ${world.cwd} has 1 overlay left\n`,
  )
  expect((await run(world, 'overlay', 'clear', '--all')).stdout).toBe(
    `cleared; ${world.cwd} has no overlays\n`,
  )
  expect(read(world)).toEqual([])
  expect((await run(world, 'overlay', 'list')).stdout).toBe(`${world.cwd} has no overlays\n`)
})

test('an .env file, stdin and arguments are sources', async () => {
  const box = await sandbox()
    .declare('')
    .allow()
    .file('project/x.env', 'A=file\nB=file\nC="$(false)"')
    .build()
  const set = (args: readonly string[], stdin = '') =>
    box.run([box.product.bin, 'set', ...args], { stdin })
  expect(await set(['--from-file', 'x.env', 'B=word'])).toMatchObject({ status: 0 })
  const json = '{"D": "json", "A": null, "PATH": ["/front"]}'
  expect(await set(['--from-json', '-'], json)).toMatchObject({ status: 0, stderr: '' })
  const { overlays } = JSON.parse((await box.control('overlay', 'list', '--json')).stdout) as {
    overlays: Overlay[]
  }
  expect(overlays[0]?.changes).toEqual({
    set: { B: 'word', C: '$(false)', D: 'json' },
    unset: ['A'],
    prepend: { PATH: ['/front'] },
  })
  expect(await set(['--from-file', '-'], 'E=stdin\n')).toMatchObject({ status: 0, stderr: '' })
  expect((await box.control('overlay')).stdout).toContain('  set      E  "stdin"\n')
})

test('overlays of threads long gone go with the next that is published, or when asked', async () => {
  const day = 24 * 60 * 60 * 1000
  const world = makeProject()
  const later = (days: number): World => ({ ...world, now: new Date(days * day) })
  await run(world, 'set', 'A=1')
  await run(world, 'set', '--thread', 'old', 'A=1')
  await run(later(20), 'set', '--thread', 'young', 'A=1')
  const threads = () =>
    read(world).flatMap(({ scope }) => (scope.kind === 'thread' ? [scope.id] : []))
  await run(later(30), 'overlay', 'clear', '--stale')
  expect(threads()).toEqual(['old', 'young'])
  await run(later(31), 'overlay', 'clear', '--stale')
  expect(threads()).toEqual(['young'])
  await run(later(51), 'set', 'B=1')
  expect(threads()).toEqual([])
  expect(read(world).map(({ scope }) => scope.kind)).toEqual(['project'])
})

test.each([
  [['set', 'A=1'], 'set'],
  [['unset', 'A'], 'unset'],
  [['overlay', 'clear'], 'overlay clear'],
])('%j is refused inside an agent', async (argv, verb) => {
  const world = makeProject({ CODEX_SANDBOX: 'seatbelt' })
  await expect(run(world, ...argv)).rejects.toMatchObject({
    status: 125,
    what: `${verb} is for you, not for an agent (CODEX_SANDBOX is set)`,
  })
  expect(read(world)).toEqual([])
})

test('an agent may look', async () => {
  const world = makeProject({ CODEX_THREAD_ID: 't-1' })
  expect((await run(world, 'overlay', 'list')).status).toBe(undefined)
})

test.each([
  [['set'], 'nothing to publish\n  give NAME=value'],
  [['set', 'HOME=/x'], "HOME keeps the agent's value: describes the running session"],
  [['unset', 'CODEX_CI'], "CODEX_CI keeps the agent's value: the agent's own"],
  [
    ['set', 'PATH=/x'],
    'PATH is never replaced\n  put folders in front of it: --prepend PATH=/folder',
  ],
  [['set', '--name', 'a', '--thread', 'b', 'A=1'], '--thread and --name are two overlays'],
  [['set', '--name', 'thread', 'A=1'], '"thread" cannot be the name of an overlay'],
  [['set', '--thread', "it's", 'A=1'], `"it's" cannot be the id of a thread`],
  [['set', '--from-file', 'none.env'], 'none.env cannot be read (ENOENT)'],
  [['set', '1A=2'], '"1A" is not a variable name\n  expected letters'],
  [['overlay', 'list', 'A'], 'overlay list takes no names'],
])('%j is a usage error', async (argv, message) => {
  const world = makeProject()
  await expect(run(world, ...argv)).rejects.toMatchObject({
    status: 64,
    message: expect.stringContaining(message),
  })
  expect(read(world)).toEqual([])
})

test('without a declaration there is nothing to lay it over', async () => {
  await expect(run(makeWorld(), 'set', 'A=1')).rejects.toMatchObject({
    message: expect.stringContaining('codex-env-shim init'),
  })
})

test('a damaged file is told, and can be dropped', async () => {
  const world = makeProject()
  const changes = { set: { A: '1' }, unset: [], prepend: {} }
  await publish(world, world.cwd, { scope: { kind: 'project' }, changes })
  const [name = ''] = readdirSync(join(world.places.state, 'overlays'))
  const file = write(join(world.places.state, 'overlays', name, 'overlays.json'), '{')
  await expect(run(world, 'overlay', 'list')).rejects.toThrow(
    `${file} is damaged\n  codex-env-shim overlay clear --all`,
  )
  await run(world, 'overlay', 'clear', '--all')
  expect((await run(world, 'overlay', 'list')).stdout).toContain('has no overlays')
})

test('two who publish at once lose nothing', async () => {
  const world = makeProject()
  await Promise.all(['A=1', 'B=2', 'C=3'].map((word) => run(world, 'set', word)))
  expect(read(world)[0]?.changes.set).toEqual({ A: '1', B: '2', C: '3' })
  const folder = join(world.places.state, 'overlays')
  expect(readdirSync(folder).filter((one) => one.endsWith('.lock'))).toEqual([])
})

test('a lock that somebody left behind is taken over', async () => {
  const world = makeProject()
  await run(world, 'set', 'A=1')
  const [name = ''] = readdirSync(join(world.places.state, 'overlays'))
  const lock = write(join(world.places.state, 'overlays', `${name}.lock`), '')
  utimesSync(lock, new Date(0), new Date(0))
  await run(world, 'set', 'B=2')
  expect(
    readFileSync(join(world.places.state, 'overlays', name, 'overlays.json'), 'utf8'),
  ).toContain('"B"')
})
