import { execFileSync } from 'node:child_process'
import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rotateLog } from '../../src/audit/ship/rotate.js'
import { holdLock } from '../../src/files/lock.js'
import { logLine, record } from '../audit/log-line.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES } from '../routes.js'
import { ownProduct, sandbox } from '../sandbox.js'
import { makeFolder, makeWorld, write } from '../world.js'

/** Everything below a folder is of a time before the clock was set back by an hour. */
function setBack(...folders: readonly string[]): void {
  execFileSync('find', [...folders, '-exec', 'touch', '-h', '-d', 'now + 1 hour', '{}', '+'])
}

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `after the clock was set back the declaration counts, also one that is edited then, by ${route.name}`,
    async () => {
      const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').allow().build()
      const { cache, config, state } = box.product
      setBack(box.project, cache, state, ...(existsSync(config) ? [config] : []))
      const words = route.shell === 'fish' ? 'echo $VALUE' : 'echo "$VALUE"'
      const show = () => box.shell(route, ['-c', words])
      expect(await show()).toMatchObject({ stdout: 'good\n', stderr: '', status: 0 })
      expect(await show()).toMatchObject({ stdout: 'good\n', stderr: '', status: 0 })
      box.write('project/.codex/env.ini', '[env]\nVALUE = other\n')
      expect((await box.control('allow')).status).toBe(0)
      expect(await show()).toMatchObject({ stdout: 'other\n', stderr: '', status: 0 })
      expect(box.audit().map((line) => line['state'])).toEqual(['fresh', 'fresh', 'fresh'])
    },
  )
}

test('a lock that was taken before the clock was set back is held by nobody', async () => {
  const file = write(join(makeFolder(), 'lock'), '')
  const ahead = new Date(Date.now() + 3_600_000)
  utimesSync(file, ahead, ahead)
  let isDone = false
  await holdLock(file, async () => {
    isDone = true
  })
  expect(isDone).toBe(true)
  expect(existsSync(file)).toBe(false)
})

test('a rotation that died before the clock was set back keeps none from rotating', async () => {
  const world = makeWorld()
  const log = record(world, logLine())
  const ahead = new Date(Date.now() + 3_600_000)
  utimesSync(write(`${log}.lock`, ''), ahead, ahead)
  expect(await rotateLog(world, { maxBytes: 1, keep: 2 })).toBe(true)
  expect(existsSync(`${log}.lock`)).toBe(false)
})
