import { statSync } from 'node:fs'
import { join } from 'node:path'
import { locateDeclaration } from '../declaration/declaration.js'
import { readSource } from '../declaration/ini/source.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { locatePlan } from '../plan/place.js'
import { EMPTY_PLAN } from '../plan/plan.js'
import { locateSettings } from '../settings/settings.js'
import { PLAN_FILES } from '../system/names.js'
import type { World } from '../system/world.js'
import { finishPlan } from './finish.js'
import { chooseModes } from './inputs.js'
import { readPlan } from './store.js'

const ROOT = '/'

/** Are there settings, and younger ones than the plan of no project? */
export function isUndeclaredStale(world: World): boolean {
  const [settings, plan] = [
    locateSettings(world),
    join(locatePlan(world, ROOT), PLAN_FILES.posix),
  ].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs)
  return settings !== undefined && !(plan !== undefined && plan > settings)
}

/**
 * The plan of no project: what the user's settings ask of a command for which nothing is declared. It has the place of a plan of the
 * root directory, where the shells end their search; nothing where that is a project itself.
 */
export function resolveUndeclared(world: World): CompiledPlan | undefined {
  const own = readSource(locateDeclaration(ROOT))
  if (own.kind !== 'absent') return undefined
  const settings = readSource(locateSettings(world))
  const found = { root: ROOT, own, settings, stored: readPlan(world, ROOT) }
  const modes = chooseModes(world, found)
  return finishPlan(found, EMPTY_PLAN, { ...modes, state: 'none', login: 'suppress', problem: '' })
}
