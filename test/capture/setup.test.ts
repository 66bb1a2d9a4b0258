import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'

let product: Product
beforeAll(() => {
  product = ownProduct()
})

const build = (script: string, declaration = '') =>
  sandbox(product).declare(declaration).allow().file('project/setup.sh', script).build()

const capture = (box: Box, ...argv: readonly string[]) => box.run([product.bin, 'capture', ...argv])

async function read(box: Box, env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', '/usr/bin/env -0'], { env })
  const entries = stdout.split('\0').filter((one) => one !== '')
  return Object.fromEntries(
    entries.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )
}

const SCRIPT = `#!/bin/bash
set -euo pipefail
echo "working in $PWD with $*"
export TOOL_HOME="/opt/it's \\$HOME
here" PATH="/opt/tool/bin:$PATH" LD_LIBRARY_PATH="/opt/tool/lib:\${LD_LIBRARY_PATH-}"
export API_TOKEN=secret NOT_CHANGED="$SHLVL"
unset NOT_EXPORTED SHELL_ONLY NOT_CHANGED
SHELL_ONLY=x
umask >umask
`

test('what a setup script exported is there in later commands', async () => {
  const box = await build(SCRIPT)
  const { status, stdout, stderr } = await capture(box, '--', './setup.sh', '--fast', 'a b')
  expect(status).toBe(0)
  expect(stderr).toBe(`working in ${box.project} with --fast a b\n`)
  expect(stdout).toBe(
    'captured 3 variables\n  LD_LIBRARY_PATH\n  PATH\n  TOOL_HOME\n' +
      'left out API_TOKEN: it is kept only by its whole name: --name API_TOKEN\n',
  )
  const seen = await read(box, { PATH: '/agent:/usr/bin', LD_LIBRARY_PATH: '/agents' })
  expect(seen).toMatchObject({
    TOOL_HOME: "/opt/it's $HOME\nhere",
    PATH: '/opt/tool/bin:/agent:/usr/bin',
    LD_LIBRARY_PATH: '/opt/tool/lib:/agents',
  })
  expect(Object.keys(seen)).not.toContain('API_TOKEN')
  expect(Object.keys(seen)).not.toContain('SHELL_ONLY')
  expect(box.audit().at(-1)).toMatchObject({
    set: ['TOOL_HOME'],
    prepended: ['LD_LIBRARY_PATH', 'PATH'],
    state: 'fresh',
  })
  expect(readFileSync(join(box.project, 'umask'), 'utf8')).not.toBe('0077\n')
})

test('the project itself has the last word', async () => {
  const box = await build('export A=setup B=setup', '[env]\nA = declared\n')
  await capture(box, '--', './setup.sh')
  expect(await read(box, { A: 'agent', B: 'agent' })).toMatchObject({ A: 'declared', B: 'setup' })
})

test('only its own project gets it', async () => {
  const box = await build('export A=setup')
  await capture(box, '--', './setup.sh')
  const other = await build('')
  expect(Object.keys(await read(other))).not.toContain('A')
})

test('a script may end its shell with success', async () => {
  const box = await build('export A=1\nexit 0')
  expect((await capture(box, '--', './setup.sh')).status).toBe(0)
  expect(await read(box)).toMatchObject({ A: '1' })
})

test.each([
  ['fails', 'export A=2; exit 4', './setup.sh failed (4)'],
  ['fails by set -e', 'set -e; export A=2; false', './setup.sh failed (1)'],
  ['becomes another program', 'export A=2; exec true', './setup.sh ended the shell'],
  ['is killed', 'export A=2; kill -9 $$', './setup.sh failed (SIGKILL)'],
])('a script that %s leaves the last good capture', async (_, script, message) => {
  const box = await build('export A=1')
  await capture(box, '--', './setup.sh')
  box.write('project/setup.sh', script)
  const { status, stderr } = await capture(box, '--', './setup.sh')
  expect(status).toBe(1)
  expect(stderr).toContain(`codex-env-shim: ${message}\n  nothing of it is captured`)
  expect(await read(box)).toMatchObject({ A: '1' })
})

const FUNCTION = `export A=1 PATH="/opt/tool/bin:$PATH" MANPATH="$MANPATH:/opt/man"
export LD_LIBRARY_PATH="/opt/tool/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" CFLAGS="$CFLAGS -g"
: "\${MODE:=dev}"; export MODE
`

test.each([
  ['', []],
  ['loaded once', ['.']],
  ['loaded twice', ['.', '.']],
])('what a setup adds to what there is, is added to what the agent has%s', async (_, loads) => {
  const box = await build(FUNCTION)
  const line = [...loads.map((load) => `${load} ./setup.sh`), 'exec "$@"'].join('; ')
  const command = ['bash', '-c', line, 'bash', product.bin, 'capture', '--', './setup.sh']
  const { status, stdout } = await box.run(command, { env: { MANPATH: '', CFLAGS: '', MODE: '' } })
  expect([status, stdout]).toEqual([0, expect.stringContaining('captured 6 variables\n')])
  expect(stdout.includes('loaded in this terminal already')).toBe(loads.length > 0)
  const agent = { MANPATH: '/m', LD_LIBRARY_PATH: '/l', CFLAGS: '-O2', MODE: 'prod' }
  expect(await read(box, agent)).toMatchObject({
    A: '1',
    MANPATH: '/m:/opt/man',
    LD_LIBRARY_PATH: '/opt/tool/lib:/l',
    CFLAGS: '-O2 -g',
    MODE: 'prod',
  })
  expect(await read(box)).toMatchObject({ LD_LIBRARY_PATH: '/opt/tool/lib', MODE: 'dev' })
  const { stdout: list } = await capture(box, '--list')
  expect(list).toContain('  MODE  "dev", unless the agent has one that is not empty\n')
  expect(list).toContain('  CFLAGS  "${CFLAGS} -g"\n')
})

test('a script that looks whether it was loaded is captured where it was', async () => {
  const box = await build('[ -n "$GUARD" ] && return\nexport GUARD=1 Q=2 PATH=/opt/q:$PATH')
  const { status } = await box.run([product.bin, 'capture', '--', './setup.sh'], {
    env: { GUARD: '1', Q: '2', PATH: `/opt/q:${process.env['PATH']}` },
  })
  expect(status).toBe(0)
  expect(await read(box, { PATH: '/usr/bin:/bin' })).toMatchObject({
    GUARD: '1',
    Q: '2',
    PATH: '/opt/q:/usr/bin:/bin',
  })
})

test('what is loaded already and cannot be asked elsewhere is refused', async () => {
  const box = await build('[ "$A" = 1 ] || exit 3\nexport A=1')
  const { status, stderr } = await box.run([product.bin, 'capture', '--', './setup.sh'], {
    env: { A: '1' },
  })
  expect(status).toBe(1)
  expect(stderr).toContain('./setup.sh changed nothing here, where it may be loaded already')
  expect(stderr).toContain('capture it in a new terminal')
})

test.each([
  ['a false last command', 'export A=1; false', 'note: its last command returned 1\n'],
  ['traps and set -u', 'set -eu; trap "echo $A" EXIT; trap : ERR DEBUG RETURN; export A=1', ''],
  [
    'errors',
    'export A=1; echo no such thing >&2',
    'note: it printed to standard error: look above',
  ],
])('a script with %s is captured, and it is told', async (_, script, note) => {
  const box = await build(script)
  const { status, stdout } = await box.run([product.bin, 'capture', '--', './setup.sh'], {
    env: { A: '0' },
  })
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining(`captured 1 variable\n  A\n${note}`),
  ])
  expect(await read(box)).toMatchObject({ A: '1' })
})

test('a script that returns without a change has failed', async () => {
  const { status, stderr } = await capture(await build('return 3'), '--', './setup.sh')
  expect([status, stderr]).toEqual([1, expect.stringContaining('./setup.sh failed (3)')])
})

test('a program that is no shell script is refused before it runs', async () => {
  const box = await build('#!/usr/bin/env python3\nopen("ran", "w")\n')
  chmodSync(join(box.project, 'setup.sh'), 0o755)
  const { status, stderr } = await capture(box, '--', './setup.sh')
  expect(status).toBe(1)
  expect(stderr).toContain('./setup.sh is no shell script: what it exports ends with it')
  expect(existsSync(join(box.project, 'ran'))).toBe(false)
})

test('a command of bash is run in its shell', async () => {
  const box = await build('')
  expect((await capture(box, '--', 'export', 'A=b c')).status).toBe(0)
  expect(await read(box)).toMatchObject({ A: 'b c' })
})

test.each([
  [['eval', "export A=1 API_TOKEN='hidden-value'"], 'eval … (1 word, '],
  [['./setup.sh', '--token', 'hidden-value'], './setup.sh … (2 words, '],
  [['./setup.sh', 'hidden-value'], './setup.sh … (1 word, '],
])('the words of %j are kept nowhere', async (command, shown) => {
  const box = await build('export A=1')
  const { status } = await capture(box, '--json', '--', ...command)
  expect(status).toBe(0)
  expect(await read(box)).toMatchObject({ A: '1' })
  const { stdout } = await capture(box, '--list')
  expect(stdout).toContain(shown)
  expect((await box.control('status')).stdout).toContain(`capture of ${shown}`)
  for (const verb of ['status', 'env', 'doctor', 'log']) {
    for (const json of [[], ['--json']]) {
      const said = await box.control(verb, ...json)
      expect(said.stdout + said.stderr, verb).not.toContain('hidden-value')
    }
  }
  expect(findText([box.product.state, box.product.cache], 'hidden-value')).toEqual([])
})

test('a command that fails is named without its words', async () => {
  const box = await build('exit 3')
  const { stderr } = await capture(box, '--', './setup.sh', 'hidden-value')
  expect(stderr).toMatch(/\.\/setup\.sh … \(1 word, [0-9a-f]{16}\) failed \(3\)/)
  expect(stderr).not.toContain('hidden-value')
})

test('the words that an earlier version kept are not shown', async () => {
  const box = await build('export A=1')
  await capture(box, '--', './setup.sh')
  const [file = ''] = findText([join(box.product.state, 'captures')], box.project)
  const setup = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...setup, command: ['./setup.sh', 'hidden-value'] }))
  const { stdout } = await capture(box, '--list', '--json')
  expect(JSON.parse(stdout).setup.command).toMatchObject({ program: './setup.sh', words: 1 })
  expect(stdout).not.toContain('hidden-value')
})

/** The files below these folders that hold a text. */
function findText(folders: readonly string[], text: string): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, 'utf8').includes(text)),
  )
}

test('it is listed, masked, kept for its user only, and forgotten', async () => {
  const box = await build('export A=1 API_TOKEN=hidden-value')
  await capture(box, '--name', 'API_TOKEN', '--', './setup.sh')
  expect(await read(box)).toMatchObject({ A: '1', API_TOKEN: 'hidden-value' })
  const folder = join(product.state, 'captures')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777
    expect(mode, entry.name).toBe(entry.isDirectory() ? 0o700 : 0o600)
  }
  const { stdout } = await capture(box, '--list')
  expect(stdout).toContain(`./setup.sh in ${box.project}, 20`)
  expect(stdout).toContain('  A  "1"\n')
  expect(stdout).toContain('  API_TOKEN  "********"\n')
  const json = (await capture(box, '--list', '--json')).stdout
  expect(json).not.toContain('hidden-value')
  expect(JSON.parse(json).setup.changes.set).toEqual({ A: '1', API_TOKEN: '********' })
  await capture(box)
  expect((await capture(box, '--forget')).stdout).toBe(
    `forgot the terminal, and the setup of ${box.project}\n`,
  )
  expect((await capture(box, '--forget')).stdout).toBe('nothing was captured\n')
  expect((await capture(box, '--list')).stdout).toBe('nothing is captured\n')
  expect(Object.keys(await read(box))).not.toContain('A')
})

test('without a project there is nothing to keep it for', async () => {
  const box = await sandbox(product).build()
  const { status, stderr } = await capture(box, '--', 'true')
  expect(status).toBe(1)
  expect(stderr).toContain('no .codex/env.ini at or above')
  expect(stderr).toContain('codex-env-shim init')
})
