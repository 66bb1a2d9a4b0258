import type { Op } from '../plan/plan.js'
import type { Environment } from './environment.js'
import { listTouched } from './learn/names.js'
import { explainPath, splitPath, toPathOps } from './learn/path.js'

/** What a provider made of an environment: where, and who says so. */
export type Change = {
  readonly before: Environment
  readonly after: Environment
  readonly root: string
  /** The origin of every operation. */
  readonly from: string
}

/**
 * The operations that lead from one environment to another, for a provider whose answer does not depend on what a command has: PATH is
 * extended, everything else is what it came to.
 */
export function diffEnvironments(change: Change): { ops: readonly Op[]; notes: readonly string[] } {
  const { before, after, root, from } = change
  const base = before['PATH'] ?? ''
  const ground = { marks: [], from, repeat: () => undefined }
  const names = listTouched(before, after).filter((name) => name !== 'PATH')
  const ops = names.map((name): Op => {
    const value = after[name]
    if (value === undefined) return { kind: 'unset', name, from }
    return { kind: 'set', name, value: value === '' ? [] : [{ kind: 'text', text: value }], from }
  })
  return {
    ops: [...toPathOps(splitPath(base, after['PATH']), root, ground), ...ops],
    notes: explainPath(base, after['PATH'], from),
  }
}
