import { realpathSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resolveApplied } from '../../src/effective/applied.js'
import { applyPlan } from '../../src/effective/effective.js'
import { readWorld } from '../../src/system/world.js'
import { type Environment, makeEnvironment } from '../../src/variables/environment.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, type Route } from '../routes.js'
import type { Result } from '../run.js'
import type { Box } from '../sandbox.js'
import { readScenarios } from './scenario.js'

for (const scenario of readScenarios()) {
  describe(scenario.title, () => {
    for (const route of ALL_ROUTES) {
      test.skipIf(isMissing(route.shell))(`by ${route.name}`, async () => {
        const { box, command, how, expected } = await scenario.build()
        const real = await box.real(route, ['-c', command], how)
        const ours = await box.shell(route, ['-c', command], how)

        expect(ours.stderr).toBe(expected.stderr)
        expect(ours.status).toBe(expected.status)
        expect(readChanges(real, ours)).toEqual(expected.changes)
        expect(withoutProgram(ours)).toEqual(await foresee(box, how.cwd, real))
        expect(box.audit()).toEqual([
          expect.objectContaining({
            command: nameCommand(route, command),
            shell: route.route === 'prefix' ? '' : route.shell,
            route: route.route,
            cwd: how.cwd,
            ...expected.audit,
          }),
        ])
      })
    }
  })
}

/** What differs between two printed environments; null where a variable is gone. `_` names the program itself. */
function readChanges(real: Result, ours: Result): Readonly<Record<string, string | null>> {
  const before = readEnvironment(real)
  const after = readEnvironment(ours)
  const names = new Set([...before.keys(), ...after.keys()])
  return Object.fromEntries(
    [...names]
      .filter((name) => before.get(name) !== after.get(name))
      .map((name) => [name, after.get(name) ?? null]),
  )
}

/** What the control plane says that the plan makes of the environment without us. */
async function foresee(box: Box, cwd: string, real: Result): Promise<Environment> {
  const environment = withoutProgram(real)
  const { home, data, config, state, cache } = box.product
  const world = {
    ...readWorld(),
    env: environment,
    cwd,
    home,
    places: { data, config, state, cache },
  }
  const applied = await resolveApplied(world, realpathSync(cwd))
  return applied ? applyPlan(applied.plan, environment) : environment
}

/** `_` names the program itself. */
function withoutProgram(result: Result): Environment {
  return makeEnvironment([...readEnvironment(result)].filter(([name]) => name !== '_'))
}

function readEnvironment({ stdout }: Result): ReadonlyMap<string, string> {
  const entries = stdout.split('\0').filter((entry) => entry !== '')
  return new Map(entries.map((entry) => splitEntry(entry)))
}

function splitEntry(entry: string): [string, string] {
  const at = entry.indexOf('=')
  return [entry.slice(0, at), entry.slice(at + 1)]
}

/** On the prefix route the command is a whole command line. */
function nameCommand(route: Route, command: string): string {
  return route.route === 'prefix' ? [...route.real, '-c', command].join(' ') : command
}
