import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderPlaces } from '../../src/system/world.js'
import { inject } from '../faults/injection.js'
import { listSteps } from '../faults/steps.js'
import { isMissing } from '../programs.js'
import { ROUTES, type Route } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'

/** What changes something on the disk, or leads there. */
const STEPS = 'openat mkdir write pwrite64 fsync rename unlink utimensat chmod fchmod'.split(' ')
/** The steps of the shell around it: its files, its processes. */
const SHELL_STEPS = ['openat', 'write', 'dup2', 'clone', 'wait4']

const planOf = ({ product, project }: Box) => join(product.cache, 'plans-4', project, '@plan')
const lockOf = ({ product }: Box) => join(product.cache, 'compile.lock')

/** The user's settings, edited: every plan is stale. */
const edit = (box: Box, value: number) =>
  write(join(box.product.config, 'config.ini'), `[env]\nOTHER = ${value}\n`)

const show = (box: Box, route: Route) => box.shell(route, ['-c', 'echo "$VALUE $OTHER"'])

/** What must hold whatever was killed when: a whole plan, old or new; and the next command has the new one, soon. */
async function checkAftermath(box: Box, route: Route, value: number, step: string) {
  const plan = readFileSync(join(planOf(box), 'posix.sh'), 'utf8')
  expect(plan, step).toMatch(/# codex-env-shim plan, format 4, [^\n]*\n$/)
  expect(plan, step).toMatch(new RegExp(`OTHER='?(?:${value - 1}|${value})\\b`))
  JSON.parse(readFileSync(join(planOf(box), 'plan.json'), 'utf8'))
  await expectSoon(box, route, value, step)
}

async function expectSoon(box: Box, route: Route, value: number, step: string) {
  const begun = performance.now()
  const next = await show(box, route)
  expect({ step, ...next }).toMatchObject({ stdout: `good ${value}\n`, stderr: '', status: 0 })
  expect(performance.now() - begun, step).toBeLessThan(8000)
}

async function build(): Promise<Box> {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').build()
  edit(box, 0)
  expect((await box.control('allow')).status).toBe(0)
  return box
}

type Victim = {
  readonly argv: readonly string[]
  readonly calls: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly isAlone: boolean
}

/** Has a new plan made by a program that is killed at one of its steps, for each of them. */
async function killEverywhere(box: Box, route: Route, { argv, calls, ...how }: Victim) {
  let value = 1
  edit(box, value)
  const steps = await listSteps(box, argv, calls, how)
  let killed = 0
  for (const { call, when, what } of steps) {
    edit(box, ++value)
    const { isAlone, env } = how
    const fault = inject({ calls: call, fault: 'signal=KILL', when, isAlone })
    const { signal } = await box.run([...fault, ...argv], { env })
    if (signal === 'SIGKILL') killed += 1
    await checkAftermath(box, route, value, what)
    // Killed between the plan and its lock: whoever needs the lock next takes it.
    if (existsSync(lockOf(box))) {
      edit(box, ++value)
      await expectSoon(box, route, value, what)
      expect(existsSync(lockOf(box)), what).toBe(false)
    }
  }
  console.log(`${argv[0]}: ${steps.length} distinct steps, killed at ${killed}`)
  return { steps: steps.length, killed }
}

describe.skipIf(isMissing('strace'))('killed at every distinct step', () => {
  test('a compilation leaves the plan whole, and the next command gets the new one', async () => {
    const box = await build()
    const env = { ...renderPlaces(box.product), UV_THREADPOOL_SIZE: '1' }
    const argv = [
      process.execPath,
      join(box.product.data, 'dist/shell-call.cjs'),
      'compile',
      box.project,
    ]
    const victim = { argv, calls: STEPS, env, isAlone: false }
    const { steps, killed } = await killEverywhere(box, ROUTES.hookBash, victim)
    expect(steps).toBeGreaterThan(15)
    expect(killed).toBeGreaterThan(steps * 0.7)
  })

  test.each([ROUTES.hookBash, ROUTES.hookZsh, ROUTES.fish])(
    'a shell that has a plan made keeps no other one waiting for it: $name',
    async (route) => {
      if (isMissing(route.shell)) return
      const box = await build()
      const argv = [...route.program(box.product), '-c', ':']
      const victim = { argv, calls: SHELL_STEPS, env: route.env(box.product), isAlone: true }
      const { steps, killed } = await killEverywhere(box, ROUTES.hookBash, victim)
      expect(steps).toBeGreaterThan(10)
      expect(killed).toBeGreaterThan(steps * 0.7)
    },
  )
})

test.skipIf(isMissing('strace'))(
  'what a killed compilation left behind is gone after a later one',
  async () => {
    const box = await build()
    edit(box, 1)
    const debris = join(planOf(box), 'plan.json.1234567890')
    write(debris, '{')
    await box.run(['touch', '-d', '2 minutes ago', debris])
    expect((await show(box, ROUTES.hookBash)).stdout).toBe('good 1\n')
    expect(readdirSync(planOf(box)).toSorted()).toEqual(['plan.fish', 'plan.json', 'posix.sh'])
  },
)
