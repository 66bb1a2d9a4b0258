import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allowProject, denyProject } from '../../src/compile/allowance.js'
import { compileProject, resolveProject } from '../../src/compile/compile.js'
import { readPlan } from '../../src/compile/store.js'
import { locateDeclaration } from '../../src/declaration/declaration.js'
import { locateSettings } from '../../src/settings/settings.js'
import type { World } from '../../src/system/world.js'
import { declare, makeFolder, makeWorld, planFile, write } from '../world.js'

const names = ({
  plan,
}: {
  readonly plan: { readonly ops: readonly { readonly name: string }[] }
}) => plan.ops.map(({ name }) => name)

/** A world whose project declares `text`, allowed. */
async function allowed(text: string): Promise<World> {
  const world = makeWorld()
  declare(world.cwd, text)
  await allowProject(world, world.cwd)
  return world
}

test('an allowed declaration is compiled and stored', async () => {
  const world = await allowed('[env]\nA = 1\n[shell]\nlogin = allow\n')
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ root: world.cwd, state: 'fresh', problem: '', login: 'allow' })
  expect(compiled.digest).toMatch(/^[0-9a-f]{16}$/)
  const text = readFileSync(planFile(world, world.cwd), 'utf8')
  expect(text).toContain("export A='1'")
  expect(readPlan(world, world.cwd)?.watched.map(({ file }) => file)).toEqual([
    locateDeclaration(world.cwd),
    locateSettings(world),
  ])
})

test('what was never allowed changes nothing and says what to do', async () => {
  const world = makeWorld()
  const file = declare(world.cwd, '[env]\nA = 1\n')
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'untrusted', plan: { ops: [] } })
  expect(compiled.problem).toBe(`${file} is not allowed; run: codex-env-shim allow ${world.cwd}`)
  const text = readFileSync(planFile(world, world.cwd), 'utf8')
  expect(text).toContain("__codex_env_state='untrusted'")
  expect(text).not.toContain('export')
})

test('a changed byte asks again, and the old bytes are still allowed', async () => {
  const world = await allowed('[env]\nA = 1\n')
  declare(world.cwd, '[env]\nA = 1\n\n')
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'untrusted', plan: { ops: [] } })
  expect(compiled.problem).toContain('changed since it was allowed')
  declare(world.cwd, '[env]\nA = 1\n')
  expect((await compileProject(world, world.cwd)).state).toBe('fresh')
})

test('a denied declaration changes nothing and is silent', async () => {
  const world = await allowed('[env]\nA = 1\n')
  await denyProject(world, world.cwd)
  expect(readPlan(world, world.cwd)).toBeUndefined()
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'untrusted', problem: '', plan: { ops: [] } })
})

test.each([
  ['does not parse', '[env]\nA\n', ':2: not an entry'],
  ['asks for what there is not', '[providers]\nuse[] = nonsense\n', 'no provider'],
  ['is not UTF-8', Buffer.from([0xff]), 'is not UTF-8'],
  ['is 10 MB large', Buffer.alloc(10_000_000, 'x'), 'too large'],
])('the last good plan stays in force while the declaration %s', async (_what, text, problem) => {
  const world = await allowed('[env]\nA = 1\n')
  const good = await compileProject(world, world.cwd)
  declare(world.cwd, text)
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'last-good', digest: good.digest, plan: good.plan })
  expect(compiled.problem).toContain(problem)
  expect(compiled.problem).not.toContain('\n')
  expect((await compileProject(world, world.cwd)).state).toBe('last-good')
  declare(world.cwd, '[env]\nA = 1\n')
  expect(await compileProject(world, world.cwd)).toMatchObject({ state: 'fresh', problem: '' })
})

test('a declaration that became a directory keeps the last good plan', async () => {
  const world = await allowed('[env]\nA = 1\n')
  rmSync(join(world.cwd, '.codex/env.ini'))
  mkdirSync(join(world.cwd, '.codex/env.ini'))
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'last-good' })
  expect(compiled.problem).toContain('is a directory')
})

test('a broken declaration that never was good changes nothing', async () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nA\n')
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'untrusted', plan: { ops: [] } })
  expect(compiled.problem).toMatch(
    /:2: not an entry; expected NAME = value \(nothing of it is applied\)$/,
  )
})

test('a broken declaration does not bring back what was denied', async () => {
  const world = await allowed('[env]\nA = 1\n')
  declare(world.cwd, '[env]\nA\n')
  await denyProject(world, world.cwd)
  expect(await compileProject(world, world.cwd)).toMatchObject({
    state: 'untrusted',
    plan: { ops: [] },
  })
})

test("the user's settings are the lowest layer", async () => {
  const world = await allowed('[env]\nA = ${B}2\n')
  write(
    locateSettings(world),
    '[env]\nA = 0\nB = 1\n[shell]\nlogin = reapply\n[plan]\non_error = refuse\n',
  )
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ login: 'reapply', onError: 'refuse' })
  expect(compiled.plan.ops).toMatchObject([
    { name: 'B', value: [{ text: '1' }] },
    { name: 'A', value: [{ text: '12' }] },
  ])
})

test('broken settings keep the last good plan, and what they said of errors', async () => {
  const world = await allowed('[env]\nA = 1\n')
  write(locateSettings(world), '[plan]\non_error = refuse\n')
  await compileProject(world, world.cwd)
  write(locateSettings(world), '[plan]\non_error\n')
  const compiled = await compileProject(world, world.cwd)
  expect(compiled).toMatchObject({ state: 'last-good', onError: 'refuse' })
  expect(compiled.problem).toContain(`${locateSettings(world)}:2: not an entry`)
})

test('broken settings do not hide that a declaration changed', async () => {
  const world = await allowed('[env]\nA = 1\n')
  write(locateSettings(world), '[plan]\non_error\n')
  declare(world.cwd, '[env]\nA = 2\n')
  expect((await compileProject(world, world.cwd)).problem).toContain('changed since')
})

test('what is inherited comes from allowed declarations only, outermost first', async () => {
  const world = await allowed('[project]\ninherit = true\n[env]\nA = 1\n')
  const middle = join(world.cwd, 'middle')
  const inner = join(middle, 'inner')
  declare(middle, '[env]\nEVIL = 1\n')
  declare(inner, '[project]\ninherit = true\n[env]\nB = ${A}2\n')
  const { compiled } = await allowProject(world, inner)
  expect(compiled.plan.ops).toMatchObject([{ name: 'A' }, { name: 'B', value: [{ text: '12' }] }])
  const watched = compiled.watched.map(({ file, kind }) => `${kind} ${file}`)
  expect(watched).toContain(`text ${middle}/.codex/env.ini`)
  expect(watched).toContain(`text ${world.cwd}/.codex/env.ini`)
  expect(watched).toContain(`absent ${world.home}/.codex/env.ini`)
  await denyProject(world, world.cwd)
  expect(names(await compileProject(world, inner))).toEqual(['B'])
})

test('inheriting ends at a declaration that does not inherit', async () => {
  const world = await allowed('[env]\nA = 1\n')
  const middle = join(world.cwd, 'middle')
  const inner = join(middle, 'inner')
  declare(middle, '[env]\nB = 1\n')
  declare(inner, '[project]\ninherit = true\n[env]\nC = 1\n')
  await allowProject(world, middle)
  expect(names((await allowProject(world, inner)).compiled)).toEqual(['B', 'C'])
})

test('a project is compiled for the path it is reached by, too', async () => {
  const world = await allowed('[env]\nA = 1\n')
  const link = join(makeFolder(), 'link')
  symlinkSync(world.cwd, link)
  expect((await compileProject(world, link)).root).toBe(world.cwd)
  expect(readFileSync(planFile(world, link), 'utf8')).toContain(`. "$__codex_env_plan"`)
})

test.each([
  ['a directory without a declaration', 'sub', 'nothing is declared'],
  ['a directory that is gone', 'gone', 'no such directory'],
])('%s has no plan', async (_what, name, message) => {
  const world = makeWorld()
  mkdirSync(join(world.cwd, 'sub'))
  await expect(compileProject(world, join(world.cwd, name))).rejects.toThrow(message)
})

test('looking stores nothing', async () => {
  const world = makeWorld()
  declare(world.cwd, '')
  await resolveProject(world, world.cwd)
  expect(readPlan(world, world.cwd)).toBeUndefined()
})
