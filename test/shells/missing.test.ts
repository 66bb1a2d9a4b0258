import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sandbox } from '../sandbox.js'

test.each([
  ['nosuch', 'No such file or directory', 127],
  ['', 'No such file or directory', 127],
  ['./nosuch', 'No such file or directory', 127],
  ['./plain', 'Permission denied', 126],
  ['./folder', 'Permission denied', 126],
  ['plain', 'Permission denied', 126],
])(
  'a command %j that cannot be started is told in one line, as env and nice do',
  async (name, why, status) => {
    const box = await sandbox().file('project/plain', '').build()
    mkdirSync(join(box.project, 'folder'))
    chmodSync(join(box.project, 'plain'), 0o644)
    const env = { PATH: `${box.project}:/usr/bin:/bin` }
    for (const verb of [['--'], ['exec', '--']]) {
      const ended = await box.run([box.product.bin, ...verb, name], { env })
      expect(ended).toMatchObject({
        stderr: `codex-env-shim: '${name}': ${why}\n`,
        stdout: '',
        status,
      })
    }
    expect((await box.run(['/usr/bin/env', name], { env })).status).toBe(status)
  },
)
