import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox, sharedProduct, unprivilegedProduct } from '../sandbox.js'
import { write } from '../world.js'

const RISKY = `[env]
NODE_OPTIONS = --title=x
API_TOKEN = t
EDITOR = ./evil
[path]
PATH[] = ./bin
LD_LIBRARY_PATH[] = ./open
`
const SHOW = 'echo "${NODE_OPTIONS-none} ${API_TOKEN-none} ${EDITOR-none} ${LD_LIBRARY_PATH-none}"'

function settings(box: Box, text: string): void {
  write(join(box.product.config, 'config.ini'), text)
}

function risky(product = sharedProduct()) {
  return sandbox(product)
    .declare(RISKY)
    .file('project/bin/.keep', '')
    .file('project/open/.keep', '')
}

async function build(product = sharedProduct()): Promise<Box> {
  const box = await risky(product).build()
  chmodSync(join(box.project, 'open'), 0o777)
  return box
}

async function show(box: Box): Promise<string> {
  return (await box.shell(ROUTES.hookBash, ['-c', SHOW])).stdout.trim()
}

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `without consent ${route.name} leaves out what loads code`,
    async () => {
      const box = await build()
      await box.control('allow')
      const { stdout } = await box.shell(route, ['-c', '/usr/bin/env'])
      expect(stdout).toContain('API_TOKEN=t\n')
      expect(stdout).not.toMatch(/^(?:NODE_OPTIONS|LD_LIBRARY_PATH)=/m)
      expect(box.audit().at(-1)).toMatchObject({
        set: ['API_TOKEN', 'EDITOR'],
        prepended: ['PATH'],
        refused: ['NODE_OPTIONS', 'LD_LIBRARY_PATH'],
      })
    },
  )
}

test('allow names what lacks consent; consent lets it through, for these bytes only', async () => {
  const box = await build()
  const first = await box.control('allow')
  expect(first.stdout).toContain('NODE_OPTIONS: needs your consent by name (loads code)')
  expect(first.stdout).toContain(`allow --name NODE_OPTIONS --name LD_LIBRARY_PATH ${box.project}`)
  expect(await show(box)).toBe('none t ./evil none')
  await box.control('allow', '--name', 'NODE_OPTIONS')
  expect(await show(box)).toBe('--title=x t ./evil none')
  await box.control('allow', '--name', 'LD_LIBRARY_PATH')
  expect(await show(box)).toBe(`--title=x t ./evil ${box.project}/open`)
  await box.control('allow')
  expect(await show(box)).toBe(`--title=x t ./evil ${box.project}/open`)
  box.write('project/.codex/env.ini', `${RISKY}\n`)
  await box.control('allow')
  expect(await show(box)).toBe('none t ./evil none')
})

test('status, env --explain and doctor say what is left out, and why', async () => {
  const box = await build()
  await box.control('allow')
  const { stdout: status } = await box.control('status')
  expect(status).toContain('secure mode: default')
  expect(status).toMatch(/refused +NODE_OPTIONS +needs your consent by name \(loads code\)/)
  const { stdout: explained } = await box.control('env', '--explain', 'LD_LIBRARY_PATH')
  expect(explained).toMatch(
    /this project +refused \(".*\/open": ".*\/open" can be written by anybody\)/,
  )
  const { stdout: doctor } = await box.control('doctor', '--json')
  const checks = JSON.parse(doctor).checks as readonly {
    id: string
    health: string
    evidence: string[]
  }[]
  const secure = checks.find(({ id }) => id === 'secure')
  expect(secure).toMatchObject({ health: 'warn' })
  expect(secure?.evidence[0]).toBe('mode: default')
})

test('a change of the mode counts for the next command', async () => {
  const box = await build(ownProduct())
  await box.control('allow')
  settings(box, '[secure]\nmode = off\n')
  expect(await show(box)).toBe(`--title=x t ./evil ${box.project}/open`)
  settings(box, '[secure]\nmode = strict\n')
  expect(await show(box)).toBe('none none none none')
  expect(box.audit().at(-1)).toMatchObject({
    refused: ['NODE_OPTIONS', 'API_TOKEN', 'EDITOR', 'LD_LIBRARY_PATH'],
  })
})

test('a folder that the user trusts may be written by others', async () => {
  const box = await build(ownProduct())
  settings(box, `[secure]\nfolders[] = ${box.project}/open\n`)
  await box.control('allow')
  expect(await show(box)).toBe(`none t ./evil ${box.project}/open`)
})

test('a repository cannot choose the mode', async () => {
  const box = await sandbox().declare(`[secure]\nmode = off\n${RISKY}`).build()
  const { status, stderr } = await box.control('allow')
  expect(status).toBe(1)
  expect(stderr).toContain('unknown section [secure]')
})

test('what the user sets in config.ini or publishes needs no consent', async () => {
  const box = await sandbox(ownProduct()).declare('').allow().build()
  settings(box, '[env]\nNODE_OPTIONS = --title=mine\n')
  await box.control('set', 'EDITOR=vi', 'LD_LIBRARY_PATH=/opt/lib')
  expect(await show(box)).toBe('--title=mine none vi /opt/lib')
})

test('strict mode drops what is not there, and has it as soon as it is', async () => {
  const box = await sandbox(ownProduct()).declare('[path]\nPATH[] = ./later\n').build()
  settings(box, '[secure]\nmode = strict\n')
  await box.control('allow')
  const path = async () => (await box.shell(ROUTES.hookBash, ['-c', 'echo "$PATH"'])).stdout
  expect(await path()).toBe('/usr/bin:/bin\n')
  mkdirSync(join(box.project, 'later'))
  expect(await path()).toBe(`${box.project}/later:/usr/bin:/bin\n`)
})

test('strict mode refuses while a declaration is broken, and what cannot be recorded', async () => {
  const box = await sandbox(unprivilegedProduct()).declare('[env]\nA = 1\n').build()
  settings(box, '[secure]\nmode = strict\n')
  await box.control('allow')
  box.write('project/.codex/env.ini', '[broken\n')
  const broken = await box.shell(ROUTES.hookBash, ['-c', 'echo ran'])
  expect({ stdout: broken.stdout, status: broken.status }).toEqual({ stdout: '', status: 125 })
  box.write('project/.codex/env.ini', '[env]\nA = 1\n')
  chmodSync(box.product.log, 0o400)
  const env = { TMPDIR: '/nonexistent' }
  const lost = await box.shell(ROUTES.hookBash, ['-c', 'echo ran'], { env })
  expect({ stdout: lost.stdout, status: lost.status }).toEqual({ stdout: '', status: 125 })
})

test('what a laxer mode let through does not outlive it as the last good plan', async () => {
  const box = await build(ownProduct())
  settings(box, '[secure]\nmode = off\n')
  await box.control('allow')
  expect(await show(box)).toContain('--title=x')
  writeFileSync(join(box.project, '.codex/env.ini'), '[broken\n')
  settings(box, '[secure]\nmode = default\n')
  expect(await show(box)).not.toContain('--title=x')
})
