import { nameOverlay, type Overlay } from '../overlays/overlay.js'
import { listChanged } from '../plan/changes.js'
import type { CompiledPlan } from '../plan/compiled.js'
import type { Outcome } from './command.js'
import { describeProblem } from './project.js'

/** What a verb that publishes has to say. A program is told names, not values, which may be secrets. */
export function tellPublished(
  plan: CompiledPlan,
  { scope, changes }: Pick<Overlay, 'scope' | 'changes'>,
  { json, what = '' }: { readonly json: boolean; readonly what?: string },
): Outcome {
  const stderr = describeProblem(plan)
  const stdout = json
    ? renderJson(plan, { scope, changes })
    : `${nameOverlay({ scope })}: ${listChanged(changes).join(' ')}${what}\n`
  return { stdout, stderr }
}

function renderJson(
  { root, digest, state }: CompiledPlan,
  { scope, changes: { set, unset, prepend, append = {} } }: Pick<Overlay, 'scope' | 'changes'>,
): string {
  const names = {
    set: Object.keys(set),
    unset,
    prepended: Object.keys(prepend),
    appended: Object.keys(append),
  }
  return `${JSON.stringify({ project: root, scope, ...names, plan: digest, state }, null, 2)}\n`
}
