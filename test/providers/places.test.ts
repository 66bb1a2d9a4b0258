import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Box } from '../sandbox.js'
import { allow, ask, askAll, provide, writeProject } from './project.js'

async function git(box: Box, ...argv: readonly string[]): Promise<void> {
  const who = ['-c', 'user.name=n', '-c', 'user.email=e@example.com']
  const { status, stderr } = await box.run(['/usr/bin/git', ...who, ...argv])
  if (status !== 0) throw new Error(stderr)
}

const REST =
  '[env]\nROOT = ${PROJECT_ROOT}/x\nMAIN = ${MAIN_WORKTREE}\n[path]\nPATH[] = ${PROJECT_ROOT}/tools\n'

test('a worktree with the same bytes needs no new allow, and its names are its own', async () => {
  const box = await writeProject('dotenv[] = .env', { 'project/.env': 'A=1\n' }, REST)
  await git(box, 'init', '-q')
  await git(box, 'add', '-f', '.')
  await git(box, 'commit', '-qm', 'all')
  await git(box, 'worktree', 'add', '-q', '../tree')
  await allow(box)
  const tree = join(box.dir, 'tree')
  const see = 'echo "$A|$ROOT|$MAIN|$PATH"'
  expect(await ask(box, see)).toBe(
    `1|${box.project}/x|${box.project}|${box.project}/tools:/usr/bin:/bin`,
  )
  expect(await ask(box, see, { cwd: tree })).toBe(
    `1|${tree}/x|${box.project}|${tree}/tools:/usr/bin:/bin`,
  )
  box.write('tree/.env', 'A=2\n')
  expect(await ask(box, 'echo "[$A]"', { cwd: tree })).toBe('[]')
  expect(await ask(box, 'echo "[$A]"')).toBe('[1]')
})

test('the values of a provider may name the places too', async () => {
  const box = await provide('dotenv[] = ${PROJECT_ROOT}/deep/.env', {
    'project/deep/.env': 'A=1\n',
  })
  expect(await ask(box, 'echo $A')).toBe('1')
})

test('each command follows its own cwd: two projects, a subdirectory, a symbolic link', async () => {
  const box = await provide('dotenv[] = .env', {
    'project/.env': 'A=one\n',
    'other/.env': 'A=two\n',
  })
  box.write('other/.codex/env.ini', '[providers]\ndotenv[] = .env\n')
  await box.control('allow', join(box.dir, 'other'))
  mkdirSync(join(box.project, 'sub/dir'), { recursive: true })
  symlinkSync(box.project, join(box.dir, 'link'))
  const from = (folder: string) => ask(box, 'echo $A', { cwd: join(box.dir, folder) })
  expect(await Promise.all(['project', 'other', 'project/sub/dir', 'link'].map(from))).toEqual([
    'one',
    'two',
    'one',
    'one',
  ])
})

test('a moved project is another one', async () => {
  const box = await provide('dotenv[] = .env', { 'project/.env': 'A=1\n' })
  const moved = join(box.dir, 'moved')
  renameSync(box.project, moved)
  mkdirSync(box.project)
  const said = await box.shell(
    (await import('../routes.js')).ROUTES.hookBash,
    ['-c', 'echo "[$A]"'],
    { cwd: moved },
  )
  expect(said.stdout).toBe('[]\n')
  expect(said.stderr).toContain('is not allowed; run: codex-env-shim allow')
})

test('what is inherited from above brings its providers, below the project’s own', async () => {
  const box = await writeProject(
    'dotenv[] = .env',
    { 'project/.env': 'A=project\n', '.env': 'A=above\nB=above\n' },
    '[project]\ninherit = true\n',
  )
  box.write('.codex/env.ini', '[providers]\ndotenv[] = .env\n')
  await box.control('allow', box.dir)
  await allow(box)
  expect(await ask(box, 'echo "$A $B"')).toBe('project above')
  box.write('.env', 'A=edited\n')
  expect((await askAll(box, 'echo "[$B]"')).stderr).toContain(
    `${box.dir}/.env changed since it was allowed`,
  )
})
