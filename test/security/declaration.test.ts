import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownProduct, sandbox, UID, unprivilegedProduct } from '../sandbox.js'
import { declarationOf, EVIL, GOOD, show, victim } from './attack.js'

test('changed after allow: nothing of it is applied, and it says so', async () => {
  const box = await victim().build()
  expect(await show(box)).toEqual({ value: 'good', stderr: '' })
  writeFileSync(declarationOf(box), EVIL)
  const { value, stderr } = await show(box)
  expect(value).toBe('none')
  expect(stderr).toContain('changed since it was allowed')
  expect(box.audit().at(-1)).toMatchObject({ state: 'untrusted' })
})

test('changed between check and use: the bytes that were checked are those that are used', async () => {
  const box = await victim().build()
  const file = declarationOf(box)
  let isOver = false
  const swap = async () => {
    for (let turn = 0; !isOver; turn += 1) {
      writeFileSync(`${file}.new`, turn % 2 ? GOOD : EVIL)
      renameSync(`${file}.new`, file)
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
  }
  const swapping = swap()
  const values = []
  for (let round = 0; round < 12; round += 1) values.push((await show(box)).value)
  isOver = true
  await swapping
  expect(values).not.toContain('evil')
})

test('a symbolic link in the place of the declaration', async () => {
  const box = await victim().file('evil.ini', EVIL).build()
  rmSync(declarationOf(box))
  symlinkSync(join(box.dir, 'evil.ini'), declarationOf(box))
  expect((await show(box)).value).toBe('none')
})

test('a symbolic link in the place of .codex', async () => {
  const box = await victim().file('evil/env.ini', EVIL).build()
  rmSync(join(box.project, '.codex'), { recursive: true })
  symlinkSync(join(box.dir, 'evil'), join(box.project, '.codex'))
  expect((await show(box)).value).toBe('none')
})

test('a symbolic link to the project that comes to lead elsewhere', async () => {
  const box = await victim().file('evil/.codex/env.ini', EVIL).build()
  const link = join(box.dir, 'link')
  symlinkSync(box.project, link)
  const there = { cwd: link, env: { PWD: link } }
  expect((await show(box, there)).value).toBe('good')
  rmSync(link)
  symlinkSync(join(box.dir, 'evil'), link)
  expect((await show(box, there)).value).toBe('none')
})

test('a hard link by which the declaration can be edited from elsewhere', async () => {
  const box = await victim().build()
  const link = join(box.dir, 'twin.ini')
  linkSync(declarationOf(box), link)
  expect((await show(box)).value).toBe('good')
  writeFileSync(link, EVIL)
  expect((await show(box)).value).toBe('none')
})

test('the time of an edited declaration set back: what was allowed stays in force until somebody looks', async () => {
  const box = await victim().build()
  expect((await show(box)).value).toBe('good')
  const { atime, mtime } = statSync(declarationOf(box))
  writeFileSync(declarationOf(box), EVIL)
  utimesSync(declarationOf(box), atime, mtime)
  expect((await show(box)).value).toBe('good')
  expect((await box.control('status')).stdout).toContain('changed since it was allowed')
})

test('an older file moved into the place of the declaration', async () => {
  const box = await sandbox().file('old.ini', EVIL).declare(GOOD).build()
  utimesSync(join(box.dir, 'old.ini'), 1, 1)
  await box.control('allow', box.project)
  expect((await show(box)).value).toBe('good')
  renameSync(join(box.dir, 'old.ini'), declarationOf(box))
  expect((await show(box)).value).toBe('none')
})

test('a folder above the project that anybody can write: it is not allowed', async () => {
  const box = await sandbox().declare(GOOD, 'open/project').build()
  chmodSync(join(box.dir, 'open'), 0o777)
  const { status, stderr } = await box.control('allow', join(box.dir, 'open/project'))
  expect(status).toBe(1)
  expect(stderr).toContain(`${box.dir}/open can be written by anybody`)
  chmodSync(join(box.dir, 'open'), 0o1777)
  expect((await box.control('allow', join(box.dir, 'open/project'))).status).toBe(0)
})

test.skipIf(process.getuid?.() !== 0)('a declaration that belongs to another user', async () => {
  const box = await sandbox(unprivilegedProduct()).declare(GOOD).build()
  chownSync(declarationOf(box), UID + 1, UID + 1)
  const { status, stderr } = await box.control('allow')
  expect(status).toBe(1)
  expect(stderr).toContain(`belongs to user ${UID + 1}`)
  expect((await show(box)).value).toBe('none')
})

test('a copy of an allowed project, and one whose folder has the old one’s name', async () => {
  const box = await victim().build()
  const copy = join(box.dir, 'copy')
  mkdirSync(join(copy, '.codex'), { recursive: true })
  copyFileSync(declarationOf(box), join(copy, '.codex/env.ini'))
  expect((await show(box, { cwd: copy })).value).toBe('none')
})

test.each([
  ['the case of a letter', 'Project', 'project'],
  ['how an accent is composed', 'projet-\u00e9', 'projet-e\u0301'],
  ['a letter that looks alike', 'project', 'pr\u043eject'],
])('a twin whose name differs only in %s', async (_what, real, twin) => {
  const box = await sandbox()
    .declare(GOOD, `a/${real}`)
    .allow(`a/${real}`)
    .declare(GOOD, `b/${twin}`)
    .build()
  renameSync(join(box.dir, 'b', twin), join(box.dir, 'a', twin))
  expect((await show(box, { cwd: join(box.dir, 'a', real) })).value).toBe('good')
  expect((await show(box, { cwd: join(box.dir, 'a', twin) })).value).toBe('none')
})

test('a worktree of a different repository that pretends to be one of ours', async () => {
  const box = await victim().build()
  mkdirSync(join(box.project, '.git/worktrees/tree'), { recursive: true })
  writeFileSync(join(box.project, '.git/worktrees/tree/gitdir'), '/elsewhere/.git\n')
  box.write('fake/.git', `gitdir: ${box.project}/.git/worktrees/tree\n`)
  box.write('fake/.codex/env.ini', GOOD)
  expect((await show(box, { cwd: join(box.dir, 'fake') })).value).toBe('none')
})

test('a nearer declaration that a command planted', async () => {
  const box = await victim().file('project/sub/.codex/env.ini', EVIL).build()
  expect((await show(box, { cwd: join(box.project, 'sub') })).value).toBe('good')
})

test('a file that the declaration has a provider read, changed after allow', async () => {
  const text = '[providers]\ndotenv[] = .env\n'
  const box = await sandbox(ownProduct())
    .file('project/.env', 'VALUE=good\n')
    .declare(text)
    .allow()
    .build()
  expect((await show(box)).value).toBe('good')
  box.write('project/.env', 'VALUE=evil\n')
  expect((await show(box)).value).toBe('none')
})
