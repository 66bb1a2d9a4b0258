import type { Op, Plan } from '../plan/plan.js'
import { maskValue, showValue, sortAsRead } from '../plan/reading.js'
import type { Colors } from '../text/colors.js'

/** What a plan does that another did not (`+`), and what it does no more (`-`), in their order; secrets are masked. */
export type PlanLine = {
  readonly mark: '+' | '-'
  readonly change: Op['kind']
  readonly name: string
  readonly value: string
}

/** Compares two plans; where only a secret's value differs, both of its lines are there, masked. */
export function diffPlans(before: Plan, after: Plan): readonly PlanLine[] {
  const gone = subtract(before.ops, after.ops).map((op) => describeLine('-', op))
  const added = subtract(after.ops, before.ops).map((op) => describeLine('+', op))
  return [...gone, ...added]
}

/** The lines as a diff shows them. */
export function describePlanLines(lines: readonly PlanLine[], colors: Colors): string {
  return lines
    .map(({ mark, change, name, value }) => {
      const paint = mark === '+' ? colors.green : colors.red
      const shown = change === 'unset' ? name : `${name}  ${showValue(change, value)}`
      return `  ${paint(`${mark} ${change.padEnd(9)} ${shown}`)}\n`
    })
    .join('')
}

/** The same change in another line of its file is no difference. */
function subtract(ops: readonly Op[], others: readonly Op[]): readonly Op[] {
  const known = new Set(others.map(identify))
  return sortAsRead(ops).filter((op) => !known.has(identify(op)))
}

function identify(op: Op): string {
  return JSON.stringify({ ...op, from: '' })
}

function describeLine(mark: PlanLine['mark'], op: Op): PlanLine {
  return { mark, change: op.kind, name: op.name, value: maskValue(op) }
}
