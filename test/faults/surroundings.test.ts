import { cpSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES } from '../routes.js'
import { ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'

const SHOW = { posix: 'printf %s "${VALUE-none}"', fish: 'printf %s $VALUE' }

test('Node missing at its baked path: a fresh plan needs none, a stale one stays in force and says so once', async () => {
  const node = join(process.cwd(), 'node_modules/.cache', `node-${process.pid}`, 'node')
  cpSync(process.execPath, node)
  const path = `${dirname(node)}:/usr/bin:/bin`
  const box = await sandbox(ownProduct({ env: { PATH: path } }))
    .declare('[env]\nVALUE = good\n')
    .allow()
    .build()
  rmSync(dirname(node), { recursive: true })
  const show = () => box.shell(ROUTES.hookBash, ['-c', SHOW.posix])

  expect(await show()).toMatchObject({ stdout: 'good', stderr: '', status: 0 })
  write(join(box.product.config, 'config.ini'), '[env]\nOTHER = 1\n')
  const stale = await show()
  expect(stale).toMatchObject({ stdout: 'good', status: 0 })
  expect(stale.stderr).toMatch(/^codex-env-shim: Node is gone from [^\n]*\n$/)
  expect(await show()).toMatchObject({ stdout: 'good', stderr: '', status: 0 })
  expect(box.audit()).toMatchObject([
    { state: 'fresh' },
    { state: 'last-good', problem: expect.stringContaining('Node is gone') },
    { state: 'last-good' },
  ])
  expect(await box.control('status')).toMatchObject({
    status: 125,
    stderr: expect.stringContaining('Node is gone'),
  })
})

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(`without HOME all is the same by ${route.name}`, async () => {
    const box = await sandbox().declare('[env]\nVALUE = good\n').allow().build()
    const env = Object.entries(route.env(box.product)).map((entry) => entry.join('='))
    const show = SHOW[route.shell === 'fish' ? 'fish' : 'posix']
    const argv = [...route.program(box.product), '-c', show]
    const real = await box.run(['env', '-u', 'HOME', ...route.real, '-c', ':'])
    const ours = await box.run(['env', '-u', 'HOME', ...env, ...argv])
    expect(ours).toMatchObject({ stdout: 'good', stderr: real.stderr, status: 0 })
    expect(box.audit()).toMatchObject([{ state: 'fresh' }])
  })

  test.skipIf(isMissing(route.shell))(
    `a working directory that was deleted does no harm by ${route.name}`,
    async () => {
      const box = await sandbox().declare('[env]\nVALUE = good\n').allow().build()
      const env = Object.entries(route.env(box.product)).map((entry) => entry.join('='))
      const inDeleted = [
        '/bin/dash',
        '-c',
        'mkdir -p gone && cd gone && rmdir ../gone && exec "$@"',
        '-',
      ]
      // zsh no longer knows where it is: the line is told by its command.
      const command = `echo ran; exit 7 # ${box.dir}`
      const real = await box.run([...inDeleted, ...route.real, '-c', command])
      const ours = await box.run([
        ...inDeleted,
        'env',
        ...env,
        ...route.program(box.product),
        '-c',
        command,
      ])
      expect(ours).toMatchObject({ stdout: real.stdout, status: 7 })
      expect(box.audit()).toHaveLength(1)
    },
  )
}
