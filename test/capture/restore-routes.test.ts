import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'

let product: Product
beforeAll(() => {
  product = ownProduct()
})

const DECLARATION = `[restore]
names[] = LD_*
names[] = CUDA_HOME
names[] = PATH
names[] = NOT_CAPTURED
[path]
LD_LIBRARY_PATH[] = /declared
[env]
OVERRULED = \${CUDA_HOME}
`
const TERMINAL = {
  PATH: '/home/u/bin:/usr/local/bin:/usr/bin:/opt/last:/bin:/very/last',
  LD_LIBRARY_PATH: "/it's/$HOME/lib:/b",
  LD_BIND_NOW: '1',
  CUDA_HOME: '/opt/cuda',
  MKLROOT: '/not/wanted',
}

async function build(): Promise<Box> {
  const box = await sandbox(product).declare(DECLARATION).allow().build()
  await capture(box, TERMINAL)
  return box
}

async function capture(box: Box, env: Readonly<Record<string, string>>): Promise<void> {
  const { status, stderr } = await box.run([product.bin, 'capture'], { env })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
}

async function read(box: Box, route: Route, env: Readonly<Record<string, string>>) {
  const { stdout, stderr } = await box.shell(route, ['-c', '/usr/bin/env -0'], { env })
  expect(stderr).toBe('')
  const entries = stdout.split('\0').filter((one) => one !== '')
  return Object.fromEntries(
    entries.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )
}

describe.each(ALL_ROUTES.map((route) => [route.name, route] as const))('%s', (_, route) => {
  test.skipIf(isMissing(route.shell))('sets what is absent and leaves what is there', async () => {
    const box = await build()
    const bare = await read(box, route, { PATH: '/agent:/bin:/usr/bin' })
    expect(bare).toMatchObject({
      LD_LIBRARY_PATH: `/declared:${TERMINAL.LD_LIBRARY_PATH}`,
      LD_BIND_NOW: '1',
      CUDA_HOME: '/opt/cuda',
      OVERRULED: '/opt/cuda',
      PATH: '/agent:/opt/last:/bin:/home/u/bin:/usr/local/bin:/usr/bin:/very/last',
    })
    expect('MKLROOT' in bare).toBe(false)
    const full = { PATH: `/agent:${TERMINAL.PATH}`, CUDA_HOME: '', LD_LIBRARY_PATH: '/agents' }
    expect(await read(box, route, full)).toMatchObject({
      ...full,
      LD_LIBRARY_PATH: '/declared:/agents',
      OVERRULED: '',
    })
    expect(box.audit().at(-1)).toMatchObject({
      restored: ['CUDA_HOME', 'LD_BIND_NOW', 'LD_LIBRARY_PATH', 'PATH'],
      set: ['OVERRULED'],
      state: 'fresh',
    })
  })
})

test('the next command sees a new capture, and one that is forgotten', async () => {
  const box = await build()
  const value = async () => (await read(box, ROUTES.hookBash, {}))['CUDA_HOME']
  expect(await value()).toBe('/opt/cuda')
  await capture(box, { CUDA_HOME: '/opt/new' })
  expect(await value()).toBe('/opt/new')
  expect((await box.control('capture', '--forget')).status).toBe(0)
  expect(await value()).toBe(undefined)
  await capture(box, { CUDA_HOME: '/opt/again' })
  expect(await value()).toBe('/opt/again')
})

test('a capture made in the project takes what it wants restored, a secret only by name', async () => {
  const wants = '[restore]\nnames[] = ORACLE_*\nnames[] = API_TOKEN\n'
  const box = await sandbox(product).declare(wants).allow().build()
  const env = { ORACLE_HOME: '/o', ORACLE_PASSWORD: 'x', API_TOKEN: 'x' }
  expect((await box.run([product.bin, 'capture'], { env })).stdout).toContain('ORACLE_HOME')
  expect(await read(box, ROUTES.hookBash, {})).toMatchObject({ ORACLE_HOME: '/o' })
  expect(Object.keys(await read(box, ROUTES.hookBash, {}))).not.toContain('API_TOKEN')
  await box.run([product.bin, 'capture', '--name', 'API_TOKEN'], { env })
  const seen = await read(box, ROUTES.hookBash, {})
  expect(seen).toMatchObject({ API_TOKEN: 'x' })
  expect(Object.keys(seen)).not.toContain('ORACLE_PASSWORD')
})

for (const route of [ROUTES.hookBash, ROUTES.hookZsh, ROUTES.bash, ROUTES.zsh, ROUTES.fish]) {
  const title = `what a profile made of a variable is undone before it is restored, by ${route.name}`
  test.skipIf(isMissing(route.shell))(title, async () => {
    const profile = 'export LD_BIND_NOW=profile CUDA_HOME=profile\nunset LD_LIBRARY_PATH\n'
    const box = await sandbox(product)
      .declare(DECLARATION)
      .allow()
      .file('home/.bash_profile', profile)
      .file('home/.zshenv', profile)
      .file(
        'home/.config/fish/config.fish',
        'set -gx LD_BIND_NOW profile\nset -e LD_LIBRARY_PATH\n',
      )
      .build()
    await capture(box, TERMINAL)
    const env = { LD_LIBRARY_PATH: '/agent', CUDA_HOME: '' }
    const { stdout } = await box.shell(route, ['-lc', '/usr/bin/env -0'], { env })
    expect(stdout.split('\0')).toEqual(
      expect.arrayContaining(['LD_BIND_NOW=1', 'CUDA_HOME=', 'LD_LIBRARY_PATH=/declared:/agent']),
    )
  })
}

test('status shows what is restored and where it is asked for, without secrets', async () => {
  const box = await sandbox(product)
    .declare('[restore]\nnames[] = CUDA_*\nnames[] = MY_API_KEY\n')
    .build()
  const allowed = await box.control('allow')
  expect(allowed.stdout).toContain(
    '  restore   CUDA_*  (plain)\n  restore   MY_API_KEY  (secret-like)\n',
  )
  const env = { CUDA_HOME: '/opt/cuda', MY_API_KEY: 'hidden-value' }
  await box.run([product.bin, 'capture', '--name', 'MY_API_KEY'], { env })
  const { stdout } = await box.control('status')
  const file = join(box.project, '.codex/env.ini')
  expect(stdout).toContain(`  restore   CUDA_HOME   "/opt/cuda"  ${file}:2\n`)
  expect(stdout).toContain(`  restore   MY_API_KEY  "********"  ${file}:3\n`)
  expect(stdout).not.toContain('hidden-value')
})

test('a capture that somebody else could have written does not count', async () => {
  const box = await build()
  chmodSync(join(product.state, 'captures/terminal/terminal.json'), 0o666)
  for (const verb of [['capture'], ['capture', '--list']]) {
    const { status, stderr } = await box.control(...verb)
    expect(status).toBe(1)
    expect(stderr).toContain('terminal.json can be written by anybody\n  chmod o-w ')
  }
  expect((await box.control('capture', '--forget')).status).toBe(0)
  expect((await box.control('capture')).status).toBe(0)
})
