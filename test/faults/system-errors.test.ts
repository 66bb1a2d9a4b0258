import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'
import { type Injection, inject } from './injection.js'

const build = (product?: Box['product']) =>
  sandbox(product).declare('[env]\nVALUE = good\n').allow().file('tmp/.keep', '').build()

/** Runs a command on a route whose system calls fail so. */
function show(box: Box, route: Route, injection: Injection) {
  const env = { ...route.env(box.product), TMPDIR: join(box.dir, 'tmp') }
  const words = route.shell === 'fish' ? 'echo $VALUE' : 'echo "${VALUE-none}"'
  return box.run([...inject(injection), ...route.program(box.product), '-c', words], { env })
}

const spoolOf = (box: Box) => join(box.dir, `tmp/codex-env-shim-${process.getuid?.()}/audit.jsonl`)
const planOf = (box: Box) => join(box.product.cache, 'plans-4', box.project, '@plan/posix.sh')

const ERRORS = [
  { title: 'a log that meets an input/output error', calls: 'write', fault: 'error=EIO' },
  { title: 'a log on a full disk', calls: 'write', fault: 'error=ENOSPC' },
  { title: 'a log whose owner has used up the quota', calls: 'write', fault: 'error=EDQUOT' },
  { title: 'a log on a file system that is read-only', calls: 'openat', fault: 'error=EROFS' },
  { title: 'a log on a network file system that is gone', calls: 'openat', fault: 'error=ESTALE' },
] as const

describe.skipIf(isMissing('strace'))('the command runs in its environment with', () => {
  for (const { title, ...injection } of ERRORS) {
    for (const route of ALL_ROUTES) {
      test.skipIf(isMissing(route.shell))(
        `${title}, and is in the spool, by ${route.name}`,
        async () => {
          const box = await build()
          const { stdout, stderr, status } = await show(box, route, {
            ...injection,
            files: [box.product.log],
          })
          expect({ stdout, stderr, status }).toEqual({ stdout: 'good\n', stderr: '', status: 0 })
          const [line = '', ...more] = readFileSync(spoolOf(box), 'utf8').trimEnd().split('\n')
          expect(JSON.parse(line)).toMatchObject({ state: 'fresh', cwd: box.project })
          expect(more).toEqual([])
          expect(box.audit()).toEqual([])
        },
      )
    }
  }

  test('a plan that cannot be read: it is made again, or the command runs as the agent started it', async () => {
    for (const calls of ['openat', 'read']) {
      const box = await build()
      const fault = 'error=EIO'
      const { stdout, status } = await show(box, ROUTES.hookBash, {
        calls,
        fault,
        files: [planOf(box)],
      })
      expect(status).toBe(0)
      expect(stdout).toMatch(/^(?:good|none)\n$/)
      expect(box.audit()).toHaveLength(1)
    }
  })
})

describe.skipIf(isMissing('strace'))('the last good plan stays in force where', () => {
  test.each([
    {
      title: 'the new one cannot be flushed to the disk',
      calls: 'fsync',
      fault: 'error=EIO',
      told: 'EIO',
    },
    {
      title: 'there is no room for the new one',
      calls: 'fsync',
      fault: 'error=ENOSPC',
      told: 'ENOSPC',
    },
    { title: 'the quota is used up', calls: 'fsync', fault: 'error=EDQUOT', told: 'EDQUOT' },
    {
      title: 'the new one cannot take its place',
      calls: 'rename',
      fault: 'error=EROFS',
      told: 'EROFS',
    },
  ] as const)('$title, and the audit line says so', async ({ calls, fault, told }) => {
    const box = await build(ownProduct())
    const before = readFileSync(planOf(box), 'utf8')
    write(join(box.product.config, 'config.ini'), '[env]\nOTHER = 1\n')
    const { stdout, status } = await show(box, ROUTES.hookBash, { calls, fault })
    expect({ stdout, status }).toEqual({ stdout: 'good\n', status: 0 })
    expect(readFileSync(planOf(box), 'utf8')).toBe(before)
    expect(box.audit()).toMatchObject([
      { state: 'last-good', problem: expect.stringContaining(told) },
    ])
  })

  test('the declaration cannot be read', async () => {
    const box = await build()
    const declaration = join(box.project, '.codex/env.ini')
    write(declaration, '[env]\nVALUE = good\n')
    const failing = { calls: 'read', fault: 'error=EIO', files: [declaration] } as const
    expect(await show(box, ROUTES.hookBash, failing)).toMatchObject({ stdout: 'good\n', status: 0 })
    expect(box.audit()).toMatchObject([
      { state: 'last-good', problem: expect.stringContaining('EIO') },
    ])
  })
})

test.skipIf(isMissing('strace')).each(ALL_ROUTES)(
  'where the audit is required and neither log nor spool can be written, the command is refused, by $name',
  async (route) => {
    if (isMissing(route.shell)) return
    const box = await build(ownProduct())
    write(join(box.product.config, 'config.ini'), '[audit]\nrequired = true\n')
    const files = [box.product.log, spoolOf(box)]
    const { stdout, stderr, status } = await show(box, route, {
      calls: 'write',
      fault: 'error=EIO',
      files,
    })
    expect({ stdout, status }).toEqual({ stdout: '', status: 125 })
    expect(stderr).toMatch(/^codex-env-shim: [^\n]*audit[^\n]*\n$/)
  },
)
