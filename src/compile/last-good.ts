import { readSource } from '../declaration/ini/source.js'
import { watchFile } from '../files/watched.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { SECURE_MODES } from '../secure/settings.js'
import type { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'
import { judge } from '../trust/trust.js'
import { finishPlan, finishUntrusted } from './finish.js'
import { chooseModes, type Inputs } from './inputs.js'

/** What was good stays in force while its declaration is broken, as long as it is still allowed. */
export function keepLastGood(world: World, found: Inputs, error: ShimError): CompiledPlan {
  const { root, stored } = found
  const provided = error.details.watch ?? stored?.provided?.map(({ file }) => watchFile(file)) ?? []
  const why = foldLines(error.message)
  const modes = chooseModes(world, found)
  const isGood = stored?.allowed && judge(world, root, stored.allowed) === 'allowed'
  // What a laxer mode let through is not good any more.
  if (
    !isGood ||
    SECURE_MODES.indexOf(stored.secure ?? 'off') < SECURE_MODES.indexOf(modes.secure)
  ) {
    const problem = `${why} (nothing of it is applied)`
    return finishUntrusted(found, { ...modes, problem, provided })
  }
  return finishPlan(found, stored.plan, {
    state: 'last-good',
    login: stored.login,
    wrap: stored.wrap ?? [],
    ...modes,
    problem: `${why} (the last good plan stays in force)`,
    watched: stored.watched.map(({ file }) => readSource(file)),
    provided,
    allowed: stored.allowed,
  })
}
