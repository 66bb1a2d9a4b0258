import type { CompiledPlan } from '../plan/compiled.js'
import type { Op } from '../plan/plan.js'
import { maskValue, sortAsRead } from '../plan/reading.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'

/** One change, as a person reads it: where it comes from, and which lines it overrules. */
export type Change = {
  readonly change: Op['kind'] | 'protected' | 'refused'
  readonly name: string
  readonly value: string
  readonly from: string
  readonly overrules: readonly string[]
}

/** Changes for some commands only: when they count, and whether they do here. */
export type ScopedChanges = {
  readonly overlay: string
  readonly when: string
  readonly applies: boolean
  readonly changes: readonly Change[]
}

/** What a plan does to every command, and what was asked for and is not done. */
export function listChanges({ plan }: CompiledPlan): readonly Change[] {
  const overrules = (name: string, from: string) => {
    const lines = plan.provenance.find((one) => one.name === name)?.lines ?? []
    return lines.slice(0, Math.max(0, lines.indexOf(from)))
  }
  const changes = sortAsRead(plan.ops).map((op) => {
    const isAdded = op.kind === 'prepend' || op.kind === 'append'
    return describeOp(op, isAdded ? [] : overrules(op.name, op.from))
  })
  const ignored = plan.ignored.map(
    ({ name, reason, from, rule }): Change => ({
      change: rule === 'secure' ? 'refused' : 'protected',
      name,
      value: reason,
      from,
      overrules: [],
    }),
  )
  return [...changes, ...ignored]
}

function describeOp(op: Op, overrules: readonly string[] = []): Change {
  const { kind, name, from } = op
  return { change: kind, name, value: maskValue(op), from, overrules }
}

/** The overlays of threads, and those that a command chooses. */
export function listOverlays({ plan }: CompiledPlan, env: World['env']): readonly ScopedChanges[] {
  return (plan.overlays?.scoped ?? []).map(({ when, ops }) => ({
    overlay: when.kind === 'name' ? `overlay ${when.value}` : `overlay of thread ${when.value}`,
    when:
      when.kind === 'name'
        ? `with ${VARIABLES.overlay}=${when.value}`
        : 'for commands of that thread and its subagents',
    applies:
      when.kind === 'name'
        ? env[VARIABLES.overlay] === when.value
        : [env['CODEX_THREAD_ID'], env['CODEX_SESSION_ID']].includes(when.value),
    changes: ops.map((op) => describeOp(op)),
  }))
}
