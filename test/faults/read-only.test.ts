import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES } from '../routes.js'
import { ownProduct, sandbox, unprivilegedProduct } from '../sandbox.js'
import { write } from '../world.js'

const isRoot = process.getuid?.() === 0

/** Mounts the folder $0 on itself, runs a command there, makes the mount read-only, and runs the same command twice more. */
const REMOUNT = `mount --bind "$0" "$0" || exit 99
"$@"; mount -o remount,bind,ro "$0" || exit 98; "$@"; echo "status $?"; "$@"; echo "status $?"`

const skip = isMissing('unshare') || !isRoot

for (const route of ALL_ROUTES) {
  test.skipIf(skip || isMissing(route.shell))(
    `a log whose file system becomes read-only while commands run: they go into the spool, by ${route.name}`,
    async () => {
      const product = unprivilegedProduct()
      const box = await sandbox(product)
        .declare('[env]\nVALUE = good\n')
        .file('tmp/.keep', '')
        .allow()
        .build()
      const words = route.shell === 'fish' ? 'echo $VALUE' : 'echo "$VALUE"'
      const tmp = join(box.dir, 'tmp')
      const env = Object.entries({ ...route.env(product), TMPDIR: tmp }).map((entry) =>
        entry.join('='),
      )
      const command = [
        ...product.as,
        '/usr/bin/env',
        ...env,
        ...route.program(product),
        '-c',
        words,
      ]
      const mounted = ['unshare', '-m', '/bin/sh', '-c', REMOUNT, product.state, ...command]
      expect(await box.runAsRoot(mounted)).toMatchObject({
        stdout: 'good\ngood\nstatus 0\ngood\nstatus 0\n',
        stderr: '',
        status: 0,
      })
      expect(box.audit()).toHaveLength(1)
      await box.run([product.bin, 'log'], { env: { TMPDIR: tmp } })
      expect(box.audit()).toMatchObject([
        { state: 'fresh' },
        { state: 'fresh', sink: 'spool' },
        { state: 'fresh', sink: 'spool' },
      ])
    },
  )
}

test.skipIf(skip)('where the audit is required, such a command is refused', async () => {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').allow().build()
  write(join(box.product.config, 'config.ini'), '[audit]\nrequired = true\n')
  const hook = [`BASH_ENV=${box.product.shells}/hook.bash`, 'TMPDIR=/nonexistent']
  const command = ['/usr/bin/env', ...hook, '/bin/bash', '-c', 'echo ran']
  const mounted = ['unshare', '-m', '/bin/sh', '-c', REMOUNT, box.product.state, ...command]
  const { stdout, stderr } = await box.runAsRoot(mounted)
  expect(stdout).toBe('ran\nstatus 125\nstatus 125\n')
  expect(stderr).toContain('audit')
})
