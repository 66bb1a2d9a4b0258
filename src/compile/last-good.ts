import { readSource } from '../declaration/ini/source.js'
import { watchFile } from '../files/watched.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { SECURE_MODES } from '../plan/modes.js'
import { ShimError, summarizeError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'
import { judge } from '../trust/trust.js'
import { finishPlan, finishUnapplied } from './finish.js'
import { chooseModes, type Inputs } from './inputs.js'

/**
 * What was good stays in force while its declaration is broken, as long as it is still allowed. Without that nothing is applied: a plan is
 * one whole, and what is left of it without the broken part is an environment that nobody asked for.
 */
export function keepLastGood(world: World, found: Inputs, error: ShimError): CompiledPlan {
  const { root, stored } = found
  const provided = error.details.watch ?? stored?.provided?.map(({ file }) => watchFile(file)) ?? []
  const variables = error.details.variables ?? stored?.variables ?? {}
  const why = foldLines(summarizeError(error))
  const { others = [] } = error.details
  const faults = others.length > 0 ? { faults: listFaults(error) } : {}
  const modes = chooseModes(world, found)
  const isGood = stored?.allowed && judge(world, root, stored.allowed) === 'allowed'
  // What a laxer mode let through is not good any more.
  if (
    !isGood ||
    SECURE_MODES.indexOf(stored.secure ?? 'off') < SECURE_MODES.indexOf(modes.secure)
  ) {
    const verdict = judge(world, root, found.own.kind === 'text' ? found.own.digest : '')
    const state = verdict === 'allowed' ? 'failed' : 'untrusted'
    // Who has denied it does not want to hear of it.
    const problem = verdict === 'denied' ? '' : `${why} (nothing of it is applied)`
    return finishUnapplied(found, { ...modes, ...faults, state, problem, provided, variables })
  }
  return finishPlan(found, stored.plan, {
    state: 'last-good',
    login: stored.login,
    wrap: stored.wrap ?? [],
    ...(stored.wrapFrom ? { wrapFrom: stored.wrapFrom } : {}),
    ...modes,
    ...faults,
    problem: `${why} (the last good plan stays in force)`,
    watched: stored.watched.map(({ file }) => readSource(file)),
    provided,
    variables,
    allowed: stored.allowed,
  })
}

/** Each error of the file on a line of its own. */
function listFaults({ what, details: { others = [], ...own } }: ShimError): readonly string[] {
  const first = new ShimError('bad-declaration', what, own)
  return [first, ...others].map(({ message }) => foldLines(message))
}
