import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HOSTILE_VALUES } from '../hostile-values.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type Box, sandbox } from '../sandbox.js'

const build = (declaration = '') => sandbox().declare(declaration).allow().build()

/** Runs a verb as it must succeed. */
async function control(box: Box, ...argv: readonly string[]): Promise<string> {
  const { status, stderr, stdout } = await box.control(...argv)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

async function read(box: Box, route: Route, env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr } = await box.shell(route, ['-c', '/usr/bin/env -0'], { env })
  expect(stderr).toBe('')
  const entries = stdout.split('\0').filter((one) => one !== '')
  return Object.fromEntries(
    entries.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )
}

const THREAD = { CODEX_THREAD_ID: 't-1', CODEX_SESSION_ID: 't-1' }
const OTHER = { CODEX_THREAD_ID: 't-2', CODEX_SESSION_ID: 't-2' }
const CHILD = { CODEX_THREAD_ID: 't-3', CODEX_SESSION_ID: 't-1' }
const GPU = { CODEX_ENV_SHIM_OVERLAY: 'gpu' }

describe.each(ALL_ROUTES.map((route) => [route.name, route] as const))('%s', (_, route) => {
  const here = test.skipIf(isMissing(route.shell))

  here('gives each command the overlays that count for it, the nearest last', async () => {
    const box = await build('[env]\nA = declared\nB = declared\nC = declared\nD = declared\n')
    await control(box, 'set', 'B=project', 'C=project', 'D=project', '--prepend', 'PATH=/project')
    await control(box, 'set', '--thread', 't-1', 'C=thread', 'D=thread')
    await control(box, 'set', '--thread', 't-3', 'D=child')
    await control(box, 'set', '--name', 'gpu', 'D=gpu', '--prepend', 'PATH=/gpu')
    await control(box, 'unset', '--name', 'gpu', 'A')
    const usual = { A: 'declared', B: 'project', C: 'project', D: 'project' }
    const path = '/usr/bin:/bin'
    const rows = [
      [{}, { ...usual, PATH: `/project:${path}` }, ['project'], []],
      [OTHER, usual, ['project'], []],
      [THREAD, { ...usual, C: 'thread', D: 'thread' }, ['project', 'thread'], ['C', 'D']],
      [CHILD, { C: 'thread', D: 'child' }, ['project', 'thread', 'thread'], ['C', 'D', 'D']],
      [
        { ...THREAD, ...GPU },
        { B: 'project', C: 'thread', D: 'gpu', PATH: `/gpu:/project:${path}`, ...GPU },
        ['project', 'thread', 'gpu'],
        ['C', 'D', 'D', 'PATH', 'A'],
      ],
      [{ CODEX_ENV_SHIM_OVERLAY: 'none' }, usual, ['project'], []],
    ] as const
    for (const [env, expected, overlays, overlaid] of rows) {
      const seen = await read(box, route, env)
      expect(seen).toMatchObject(expected)
      if ('CODEX_ENV_SHIM_OVERLAY' in env && env.CODEX_ENV_SHIM_OVERLAY === 'gpu') {
        expect('A' in seen).toBe(false)
      }
      expect(Object.keys(seen).filter((name) => name.startsWith('__'))).toEqual([])
      expect(box.audit().at(-1)).toMatchObject({ state: 'fresh', overlays, overlaid })
    }
  })

  here('sets every value exactly', async () => {
    const box = await build()
    // The launcher of fish passes on what fish can read: UTF-8.
    const env = { LC_ALL: 'C.UTF-8', ...GPU, ...THREAD }
    const words = (prefix: string) => HOSTILE_VALUES.map((value, i) => `${prefix}${i}=${value}`)
    await control(box, 'set', ...words('P'))
    await control(box, 'set', '--thread', 't-1', ...words('T'))
    await control(box, 'set', '--name', 'gpu', ...words('N'))
    const seen = await read(box, route, env)
    for (const prefix of ['P', 'T', 'N']) {
      expect(HOSTILE_VALUES.map((_, index) => seen[`${prefix}${index}`])).toEqual(HOSTILE_VALUES)
    }
  })
})

test('the very next command has what was published, without compiling, and not what was cleared', async () => {
  const box = await build()
  const seen = async () => (await read(box, ROUTES.hookBash))['A']
  expect(await seen()).toBe(undefined)
  await control(box, 'set', 'A=1')
  const plan = join(box.product.cache, 'plans-4', box.project, '@plan/posix.sh')
  const text = readFileSync(plan)
  expect(await seen()).toBe('1')
  expect(readFileSync(plan).equals(text)).toBe(true)
  await control(box, 'overlay', 'clear', 'A')
  expect(await seen()).toBe(undefined)
})

test('a plan is the same bytes again without its overlays', async () => {
  const box = await build('[env]\nA = 1\n[path]\nPATH[] = ./bin\n')
  const plan = join(box.product.cache, 'plans-4', box.project, '@plan')
  const files = () =>
    ['posix.sh', 'plan.fish', 'plan.json'].map((one) => readFileSync(join(plan, one), 'utf8'))
  const before = files()
  await control(box, 'set', '--thread', 't-1', 'A=2')
  expect(files()).not.toEqual(before)
  await control(box, 'overlay', 'clear', '--all')
  expect(files()).toEqual(before)
})

test('twenty who publish at once lose nothing', async () => {
  const box = await build()
  const all = Array.from({ length: 20 }, (_, index) => `V${index}`)
  await Promise.all(all.map((name) => control(box, 'set', `${name}=1`)))
  const seen = await read(box, ROUTES.hookBash)
  expect(all.filter((name) => seen[name] !== '1')).toEqual([])
})

test('a project that is not allowed gets no overlay', async () => {
  const box = await sandbox().declare('').build()
  const { status, stderr } = await box.control('set', 'A=1')
  expect(status).toBe(0)
  expect(stderr).toContain('.codex/env.ini is not allowed; run: codex-env-shim allow')
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo "<$A>"'])
  expect(stdout).toBe('<>\n')
  expect(box.audit().at(-1)).toMatchObject({ state: 'untrusted' })
  await control(box, 'allow')
  expect((await read(box, ROUTES.hookBash))['A']).toBe('1')
})

test('an overlay of the project is not inherited by projects below', async () => {
  const box = await sandbox()
    .declare('')
    .allow()
    .declare('[project]\ninherit = true\n', 'project/sub')
    .allow('project/sub')
    .build()
  await control(box, 'set', 'A=1')
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo "<$A>"'], {
    cwd: join(box.project, 'sub'),
  })
  expect(stdout).toBe('<>\n')
})

test('while the declaration is broken the last good plan keeps its overlays', async () => {
  const box = await build('[env]\nA = 1\n')
  await control(box, 'set', '--thread', 't-1', 'B=2')
  box.write('project/.codex/env.ini', '[env]\nA\n')
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo "$A$B"'], { env: THREAD })
  expect(stdout).toBe('12\n')
  expect(box.audit().at(-1)).toMatchObject({ state: 'last-good', overlays: ['thread'] })
})
