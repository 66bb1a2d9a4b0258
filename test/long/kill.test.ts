import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inject } from '../faults/injection.js'
import { isMissing } from '../programs.js'
import { ROUTES, type Route } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'

/** What changes something on the disk, or leads there. */
const STEPS = ['openat', 'mkdir', 'write', 'fsync', 'rename', 'unlink', 'utimensat', 'chmod']
/** The steps of the shell around it: its files, its processes. */
const SHELL_STEPS = ['openat', 'write', 'dup2', 'clone', 'wait4', 'close']

const planOf = ({ product, project }: Box) => join(product.cache, 'plans-1', project, '@plan')
const lockOf = ({ product }: Box) => join(product.cache, 'compile.lock')
const settings = (value: number) => `[env]\nOTHER = ${value}\n`

const show = (box: Box, route: Route) => box.shell(route, ['-c', 'echo "$VALUE $OTHER"'])

/** Has a new plan made of the settings, as a command does, by a process that does not survive its nth call. */
async function killAt(box: Box, argv: readonly string[], calls: string, when: number, env = {}) {
  return box.run([...inject({ calls, fault: 'signal=KILL', when }), ...argv], {
    env: { UV_THREADPOOL_SIZE: '1', ...env },
  })
}

/** What must hold whatever was killed when: a whole plan, old or new; and the next command has the new one, soon. */
async function checkAftermath(box: Box, route: Route, value: number) {
  const plan = readFileSync(join(planOf(box), 'posix.sh'), 'utf8')
  expect(plan).toMatch(/# codex-env-shim plan, format 1, [^\n]*\n$/)
  expect(plan).toMatch(new RegExp(`OTHER='?(?:${value - 1}|${value})\\b`))
  JSON.parse(readFileSync(join(planOf(box), 'plan.json'), 'utf8'))
  const begun = performance.now()
  const next = await show(box, route)
  expect(next).toMatchObject({ stdout: `good ${value}\n`, stderr: '', status: 0 })
  expect(performance.now() - begun).toBeLessThan(8000)
  expect(existsSync(lockOf(box))).toBe(false)
}

async function build(): Promise<Box> {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').build()
  write(join(box.product.config, 'config.ini'), settings(0))
  expect((await box.control('allow')).status).toBe(0)
  return box
}

/** Kills at the first call, the second and so on, until one run survives; answers how many did not. */
async function killEverywhere(
  box: Box,
  kill: (when: number) => Promise<{ readonly signal: unknown; readonly status: number | null }>,
  from: number,
  route: Route,
) {
  let value = from
  for (let when = 1; ; when++) {
    write(join(box.product.config, 'config.ini'), settings(++value))
    const { signal, status } = await kill(when)
    await checkAftermath(box, route, value)
    if (signal === null && status === 0) return value
  }
}

describe.skipIf(isMissing('strace'))('killed at every', () => {
  test.each(STEPS)(
    '%s, a compilation leaves the plan whole, and the next command gets the new one',
    async (calls) => {
      const box = await build()
      const { data, config, state, cache } = box.product
      const places = {
        CODEX_ENV_SHIM_DATA: data,
        CODEX_ENV_SHIM_CONFIG: config,
        CODEX_ENV_SHIM_STATE: state,
        CODEX_ENV_SHIM_CACHE: cache,
      }
      const compile = [process.execPath, join(data, 'dist/shell-call.cjs'), 'compile', box.project]
      const steps = await killEverywhere(
        box,
        (when) => killAt(box, compile, calls, when, places),
        0,
        ROUTES.hookBash,
      )
      expect(steps).toBeGreaterThan(1)
    },
  )

  test.each(SHELL_STEPS)(
    '%s, a shell that has a plan made keeps no other one waiting for it',
    async (calls) => {
      for (const route of [ROUTES.hookBash, ROUTES.hookZsh].filter(
        ({ shell }) => !isMissing(shell),
      )) {
        const box = await build()
        const argv = [...route.program(box.product), '-c', ':']
        const steps = await killEverywhere(
          box,
          (when) => killAt(box, argv, calls, when, route.env(box.product)),
          0,
          route,
        )
        expect(steps).toBeGreaterThan(1)
      }
    },
  )
})

test.skipIf(isMissing('strace'))(
  'what a killed compilation left behind is gone after a later one',
  async () => {
    const box = await build()
    write(join(box.product.config, 'config.ini'), settings(1))
    const debris = join(planOf(box), 'plan.json.1234567890')
    write(debris, '{')
    await box.run(['touch', '-d', '2 minutes ago', debris])
    expect((await show(box, ROUTES.hookBash)).stdout).toBe('good 1\n')
    expect(readdirSync(planOf(box)).toSorted()).toEqual(['plan.fish', 'plan.json', 'posix.sh'])
  },
)
