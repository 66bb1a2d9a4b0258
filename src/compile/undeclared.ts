import type { CompiledPlan } from '../compiled.js'
import { locateDeclaration } from '../declaration.js'
import { readSource } from '../ini/source.js'
import { EMPTY_PLAN } from '../plan.js'
import { locateSettings } from '../settings.js'
import { readPlan } from '../store.js'
import type { World } from '../world.js'
import { finishPlan } from './finish.js'
import { chooseModes } from './inputs.js'

const ROOT = '/'

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
