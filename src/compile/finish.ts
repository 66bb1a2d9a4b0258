import { hash } from 'node:crypto'
import { mergeLists } from '../dialects/merge.js'
import { renderChanges } from '../dialects/posix/changes.js'
import { renderOverlays } from '../dialects/posix/overlays.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { EMPTY_PLAN, type Plan } from '../plan/plan.js'
import type { Inputs } from './inputs.js'

/** What was found out on the way to a plan, beside its operations. */
export type Findings = Pick<CompiledPlan, 'state' | 'login' | 'onError' | 'secure' | 'problem'> &
  Partial<
    Pick<
      CompiledPlan,
      | 'watched'
      | 'provided'
      | 'variables'
      | 'notes'
      | 'wrap'
      | 'wrapFrom'
      | 'allowed'
      | 'exit'
      | 'faults'
    >
  >

/** A plan as it is stored, with what it depends on. */
export function finishPlan(
  { root, own, settings }: Inputs,
  plan: Plan,
  findings: Findings,
): CompiledPlan {
  const { watched = [], allowed = '', wrap = [] } = findings
  const others = watched.filter(({ file }) => file !== own.file && file !== settings.file)
  const changes = [...renderChanges(mergeLists(plan.ops), ''), ...renderOverlays(plan, '')].join(
    '\n',
  )
  const digest = hash('sha256', changes + wrap.join('\0')).slice(0, 16)
  return { root, digest, plan, ...findings, allowed, watched: [own, settings, ...others] }
}

/** The plan of a project whose files somebody must allow first, or that is allowed and cannot be made: it changes nothing. */
export function finishUnapplied(
  found: Inputs,
  findings: Omit<Findings, 'login'> & { readonly state: 'untrusted' | 'failed' },
): CompiledPlan {
  return finishPlan(found, EMPTY_PLAN, { ...findings, login: 'suppress' })
}
