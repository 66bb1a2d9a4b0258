import { listRead } from '../plan/choose.js'
import type { Template } from '../plan/expansion.js'
import type { Op } from '../plan/plan.js'

type Prepend = Extract<Op, { kind: 'prepend' }>

/**
 * Puts the entries of several layers for the same list into one operation, where nothing in between could tell: providers each
 * have their own entries of PATH, and one statement for all of them is what they would cost together.
 */
export function mergePrepends(ops: readonly Op[]): readonly Op[] {
  const merged: Op[] = []
  for (const op of ops) {
    const at = op.kind === 'prepend' ? merged.findLastIndex(({ name }) => name === op.name) : -1
    const earlier = merged[at]
    if (
      op.kind === 'prepend' &&
      earlier?.kind === 'prepend' &&
      canMerge(earlier, op, merged.slice(at + 1))
    ) {
      merged.splice(at, 1)
      merged.push({ ...op, entries: joinEntries(op, earlier) })
    } else merged.push(op)
  }
  return merged
}

/** The entries of the earlier one are expanded later then: nothing that they are made of may change until there. */
function canMerge(earlier: Prepend, later: Prepend, between: readonly Op[]): boolean {
  const changed = new Set([later.name, ...between.map(({ name }) => name)])
  return (
    earlier.repeat === later.repeat &&
    earlier.open === later.open &&
    !listInherited(earlier).some((name) => changed.has(name)) &&
    !listInherited(later).includes(later.name) &&
    !between.some((op) => op.name === later.name || listRead(op).includes(later.name))
  )
}

function listInherited({ entries }: Prepend): readonly string[] {
  return entries.flat().flatMap((piece) => (piece.kind === 'inherited' ? [piece.name] : []))
}

/** The later layer stands in front, and each entry once. */
function joinEntries(later: Prepend, earlier: Prepend): readonly Template[] {
  const entries = [...later.entries, ...earlier.entries]
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
}
