import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox, unprivilegedProduct } from '../sandbox.js'
import { write } from '../world.js'

type Fault = {
  readonly title: string
  /** What the user is told, behind the name of the file. */
  readonly told: string
  readonly spoil: (file: string) => void
  /** Modes do not count for root. */
  readonly unprivileged?: boolean
}

const FAULTS: readonly Fault[] = [
  {
    title: 'a directory',
    told: 'is a directory',
    spoil: (file) => {
      rmSync(file)
      mkdirSync(file)
    },
  },
  {
    title: 'unreadable',
    told: 'cannot be read',
    spoil: (file) => {
      writeFileSync(file, '[env]\nVALUE = unread\n')
      chmodSync(file, 0)
    },
    unprivileged: true,
  },
  {
    title: 'a FIFO',
    told: 'is not a regular file',
    spoil: (file) => {
      rmSync(file)
      execFileSync('mkfifo', [file])
    },
  },
  {
    title: 'of 10 MB',
    told: 'too large',
    spoil: (file) => writeFileSync(file, `[env]\nA = ${'x'.repeat(10_000_000)}\n`),
  },
  {
    title: 'not UTF-8',
    told: 'is not UTF-8',
    spoil: (file) => writeFileSync(file, Buffer.from('[env]\nA = \xff\n', 'latin1')),
  },
  {
    title: 'with a NUL byte',
    told: 'holds a NUL byte',
    spoil: (file) => writeFileSync(file, '[env]\nA = \0\n'),
  },
  {
    title: 'with an unknown section',
    told: 'unknown section [evn]',
    spoil: (file) => writeFileSync(file, '[evn]\nA = 1\n'),
  },
  {
    title: 'with a bad name',
    told: '"1A" is not a variable name',
    spoil: (file) => writeFileSync(file, '[env]\n1A = 1\n'),
  },
  {
    title: 'with a value that ini would cut',
    told: 'the value would be cut at #',
    spoil: (file) => writeFileSync(file, '[env]\nA = a#b\n'),
  },
]

const show = (box: Box) => box.shell(ROUTES.hookBash, ['-c', 'printf %s "${VALUE-none}"'])

for (const { title, told, spoil, unprivileged } of FAULTS) {
  test(`a declaration that becomes ${title} leaves the last good plan in force, and says so once`, async () => {
    const product = unprivileged ? unprivilegedProduct() : undefined
    const box = await sandbox(product).declare('[env]\nVALUE = good\n').allow().build()
    spoil(join(box.project, '.codex/env.ini'))

    const first = await show(box)
    expect(first).toMatchObject({ stdout: 'good', status: 0 })
    expect(first.stderr).toMatch(/^codex-env-shim: [^\n]*\n$/)
    expect(first.stderr).toContain(told)
    expect(await show(box)).toMatchObject({ stdout: 'good', stderr: '', status: 0 })
    expect(box.audit()).toMatchObject([
      { state: 'last-good', problem: expect.stringContaining(told), set: ['VALUE'] },
      { state: 'last-good', problem: expect.stringContaining(told), set: ['VALUE'] },
    ])
  })

  test(`a declaration that was always ${title} changes nothing`, async () => {
    const product = unprivileged ? unprivilegedProduct() : undefined
    const box = await sandbox(product).declare('').build()
    spoil(join(box.project, '.codex/env.ini'))
    const first = await show(box)
    expect(first).toMatchObject({ stdout: 'none', status: 0 })
    expect(first.stderr).toMatch(/^codex-env-shim: [^\n]*\n$/)
    expect(await show(box)).toMatchObject({ stdout: 'none', stderr: '', status: 0 })
    expect(box.audit()).toMatchObject([{ state: 'untrusted' }, { state: 'untrusted' }])
  })
}

test('what is allowed and cannot be made is failed on every route, and what is declared above does not take its place', async () => {
  const box = await sandbox()
    .declare('[env]\nVALUE = above\n', '')
    .allow('')
    .declare('[env]\nVALUE = good\n[providers]\ncommand[] = ./gone\n')
    .build()
  expect((await box.control('allow')).status).toBe(1)
  for (const route of ALL_ROUTES) {
    expect(await box.shell(route, ['-c', 'echo "<$VALUE>"'])).toMatchObject({
      stdout: '<>\n',
      status: 0,
    })
  }
  const states = box.audit().map(({ state, project }) => [state, project])
  expect(states).toEqual(ALL_ROUTES.map(() => ['failed', box.project]))
})

test('a declaration that is mended counts again', async () => {
  const good = '[env]\nVALUE = good\n'
  const box = await sandbox().declare(good).allow().build()
  box.write('project/.codex/env.ini', '[evn]\n')
  expect((await show(box)).stdout).toBe('good')
  box.write('project/.codex/env.ini', good)
  expect(await show(box)).toMatchObject({ stdout: 'good', stderr: '' })
  expect(box.audit().map(({ state }) => state)).toEqual(['last-good', 'fresh'])
})

test.each([
  { title: 'CRLF line ends', text: '[env]\r\nVALUE = good\r\n' },
  { title: 'a byte order mark', text: '\ufeff[env]\nVALUE = good\n' },
])('a declaration with $title counts as if it had none', async ({ text }) => {
  const box = await sandbox().declare(text).allow().build()
  expect(await show(box)).toMatchObject({ stdout: 'good', stderr: '', status: 0 })
  expect(box.audit()).toMatchObject([{ state: 'fresh' }])
})

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `on_error = refuse refuses a command whose declaration is broken, by ${route.name}`,
    async () => {
      const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').build()
      write(join(box.product.config, 'config.ini'), '[plan]\non_error = refuse\n')
      expect((await box.control('allow')).status).toBe(0)
      expect(await box.shell(route, ['-c', 'echo ran'])).toMatchObject({
        stdout: 'ran\n',
        status: 0,
      })
      box.write('project/.codex/env.ini', '[evn]\n')
      const { stdout, stderr, status } = await box.shell(route, ['-c', 'echo ran'])
      expect({ stdout, status }).toEqual({ stdout: '', status: 125 })
      expect(stderr).toContain('unknown section [evn]')
      expect(box.audit()).toMatchObject([{ state: 'fresh' }, { state: 'refused' }])
    },
  )
}
