import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dropPlans, linkPlan, readPlan, writePlan } from '../../src/compile/store.js'
import { locatePlan } from '../../src/plan/place.js'
import type { ShimError } from '../../src/system/errors.js'
import { GOLDEN } from '../dialects/golden.js'
import { makeWorld, planFile, write } from '../world.js'

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
const badStore = expect.objectContaining({ kind: 'bad-store' }) as ShimError

test('a plan is stored in every dialect, for its user only, and nothing else is left', async () => {
  const world = makeWorld()
  await writePlan(world, { ...GOLDEN, root: '/a/b' })
  const folder = join(world.places.cache, 'plans-4/a/b/@plan')
  expect(locatePlan(world, '/a/b')).toBe(folder)
  expect(readdirSync(folder).sort()).toEqual(['plan.fish', 'plan.json', 'posix.sh'])
  for (const name of readdirSync(folder)) expect(mode(join(folder, name))).toBe('600')
  for (const name of ['', 'plans-4', 'plans-4/a', 'plans-4/a/b/@plan']) {
    expect(mode(join(world.places.cache, name))).toBe('700')
  }
})

test('a stored plan can be read again, without the text of what it watches', async () => {
  const world = makeWorld()
  await writePlan(world, GOLDEN)
  const { plan, digest } = GOLDEN
  expect(readPlan(world, GOLDEN.root)).toMatchObject({ format: 4, plan, digest })
  expect(readPlan(world, GOLDEN.root)?.watched[0]).toEqual({
    kind: 'text',
    file: GOLDEN.watched[0]?.file,
  })
})

test.each(['', '{', '{"format":3}', '{"format":1,"root":"/elsewhere"}'])(
  'a plan.json that holds %j is not used',
  (text) => {
    const world = makeWorld()
    write(join(locatePlan(world, '/p'), 'plan.json'), text)
    expect(readPlan(world, '/p')).toBeUndefined()
  },
)

test('the plan of the root directory has its place', async () => {
  const world = makeWorld()
  await writePlan(world, { ...GOLDEN, root: '/' })
  expect(existsSync(join(world.places.cache, 'plans-4/@plan/posix.sh'))).toBe(true)
})

test('dropping plans takes those below along and leaves the others', async () => {
  const world = makeWorld()
  for (const root of ['/a', '/a/b', '/ab']) await writePlan(world, { ...GOLDEN, root })
  await dropPlans(world, '/a')
  await dropPlans(world, '/never/stored')
  expect(['/a', '/a/b', '/ab'].map((root) => existsSync(planFile(world, root)))).toEqual([
    false,
    false,
    true,
  ])
})

test('a plan is found under another path too, until that becomes a project of its own', async () => {
  const world = makeWorld()
  await writePlan(world, { ...GOLDEN, root: '/real' })
  await linkPlan(world, '/real', '/link')
  await linkPlan(world, '/real', '/link')
  const link = () => readFileSync(planFile(world, '/link'), 'utf8')
  expect(link()).toContain(`__codex_env_plan='${planFile(world, '/real')}'`)
  await writePlan(world, { ...GOLDEN, root: '/link' })
  expect(link()).toContain('"project":"/link"')
  expect(readFileSync(planFile(world, '/real'), 'utf8')).toContain('"project":"/real"')
})

test('a plan is older than any edit that came after its files were read', async () => {
  const world = makeWorld()
  const file = write(join(world.cwd, 'env.ini'), '')
  const read = { ...world, now: new Date() }
  const watched = [{ kind: 'text', file, text: '', digest: '' }] as const
  await writePlan(read, { ...GOLDEN, watched })
  expect(statSync(planFile(world, GOLDEN.root)).mtimeMs).toBeLessThan(read.now.getTime())
})

test('where files have whole seconds, a plan is older than the second in which they were read', async () => {
  const world = makeWorld()
  const file = write(join(world.cwd, 'env.ini'), '')
  utimesSync(file, 1000, 1000)
  const watched = [{ kind: 'text', file, text: '', digest: '' }] as const
  await writePlan({ ...world, now: new Date(2_000_500) }, { ...GOLDEN, watched })
  expect(statSync(planFile(world, GOLDEN.root)).mtimeMs).toBe(1_999_999)
})

test('a cache that anybody can write is refused', async () => {
  const world = makeWorld()
  mkdirSync(world.places.cache, { recursive: true })
  chmodSync(world.places.cache, 0o777)
  await expect(writePlan(world, GOLDEN)).rejects.toThrow(badStore)
  await expect(dropPlans(world, '/a')).rejects.toThrow(/can be written by anybody/)
})

test('a cache that is a file is refused', async () => {
  const world = makeWorld()
  write(world.places.cache, '')
  await expect(writePlan(world, GOLDEN)).rejects.toThrow(/is not a directory/)
})

test('a plan that cannot be written says where, and leaves what was there', async () => {
  const world = makeWorld()
  await writePlan(world, GOLDEN)
  write(join(world.places.cache, 'plans-4/file'), '')
  await expect(writePlan(world, { ...GOLDEN, root: '/file/p' })).rejects.toThrow(badStore)
  expect(readPlan(world, GOLDEN.root)).toBeDefined()
})
