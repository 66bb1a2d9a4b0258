import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { allow, deny, judge, requireOwnProject } from '../../src/trust/trust.js'
import { declare, makeWorld, write } from '../world.js'

test('nothing is allowed until it is allowed, and then only these bytes', async () => {
  const world = makeWorld()
  expect(judge(world, '/p', 'd1')).toBe('unknown')
  await allow(world, '/p', { digest: 'd1', names: ['A'] })
  expect(judge(world, '/p', 'd1')).toBe('allowed')
  expect(judge(world, '/p', 'd2')).toBe('changed')
  expect(judge(world, '/p/sub', 'd1')).toBe('unknown')
})

test('a refusal holds for any bytes, until they are allowed', async () => {
  const world = makeWorld()
  await allow(world, '/p', { digest: 'd1', names: [] })
  await deny(world, '/p')
  expect(judge(world, '/p', 'd1')).toBe('denied')
  expect(judge(world, '/p', 'd2')).toBe('denied')
  await allow(world, '/p', { digest: 'd1', names: [] })
  expect(judge(world, '/p', 'd1')).toBe('allowed')
})

test('what was decided is kept for its user only', async () => {
  const world = makeWorld()
  await allow(world, '/p', { digest: 'd1', names: [] })
  const folder = join(world.places.state, 'trust')
  const [name = ''] = readdirSync(folder)
  expect(name).toMatch(/^[0-9a-f]{64}\.json$/)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
})

test('decisions that anybody could have written do not count', async () => {
  const world = makeWorld()
  await allow(world, '/p', { digest: 'd1', names: [] })
  chmodSync(world.places.state, 0o777)
  expect(() => judge(world, '/p', 'd1')).toThrow(/can be written by anybody/)
})

test('a declaration that anybody can write is refused, one of a group is not', () => {
  const { cwd, ...rest } = makeWorld()
  const world = { ...rest, cwd }
  const file = declare(cwd, '')
  expect(() => requireOwnProject(world, cwd)).not.toThrow()
  chmodSync(file, 0o664)
  expect(() => requireOwnProject(world, cwd)).not.toThrow()
  chmodSync(file, 0o666)
  expect(() => requireOwnProject(world, cwd)).toThrow(`${file} can be written by anybody`)
  chmodSync(file, 0o644)
  chmodSync(cwd, 0o777)
  expect(() => requireOwnProject(world, cwd)).toThrow(`${cwd} can be written by anybody`)
})

/** A worktree as git makes it: two files that name each other. */
function makeWorktree(home: string) {
  const main = join(home, 'main')
  const tree = join(home, 'tree')
  const folder = join(main, '.git/worktrees/tree')
  const there = write(join(tree, '.git'), `gitdir: ${folder}\n`)
  const back = write(join(folder, 'gitdir'), `${there}\n`)
  return { main, tree, there, back }
}

test('a worktree of an allowed repository with the same bytes is allowed', async () => {
  const world = makeWorld()
  const { main, tree } = makeWorktree(world.home)
  await allow(world, main, { digest: 'd1', names: [] })
  expect(judge(world, tree, 'd1')).toBe('allowed')
  expect(judge(world, tree, 'd2')).toBe('unknown')
  mkdirSync(join(tree, 'sub'))
  expect(judge(world, join(tree, 'sub'), 'd1')).toBe('unknown')
  await allow(world, join(main, 'sub'), { digest: 'd3', names: [] })
  expect(judge(world, join(tree, 'sub'), 'd3')).toBe('allowed')
})

test('a worktree with relative links is one too', async () => {
  const world = makeWorld()
  const { main, tree, there, back } = makeWorktree(world.home)
  write(there, 'gitdir: ../main/.git/worktrees/tree\n')
  write(back, '../../../../tree/.git\n')
  await allow(world, main, { digest: 'd1', names: [] })
  expect(judge(world, tree, 'd1')).toBe('allowed')
})

test('a worktree can be denied on its own', async () => {
  const world = makeWorld()
  const { main, tree } = makeWorktree(world.home)
  await allow(world, main, { digest: 'd1', names: [] })
  await deny(world, tree)
  expect(judge(world, tree, 'd1')).toBe('denied')
  expect(judge(world, main, 'd1')).toBe('allowed')
})

test.each([
  ['does not name it back', (back: string) => write(back, '/elsewhere/.git\n')],
  ['names nothing', (back: string) => write(back, '')],
])('a .git file whose repository %s makes no worktree', async (_what, spoil) => {
  const world = makeWorld()
  const { main, tree, back } = makeWorktree(world.home)
  spoil(back)
  await allow(world, main, { digest: 'd1', names: [] })
  expect(judge(world, tree, 'd1')).toBe('unknown')
})

test('a .git file that names the repository itself makes no worktree', async () => {
  const world = makeWorld()
  const { main, tree, there, back } = makeWorktree(world.home)
  write(there, `gitdir: ${dirname(dirname(dirname(back)))}\n`)
  await allow(world, main, { digest: 'd1', names: [] })
  expect(judge(world, tree, 'd1')).toBe('unknown')
})
