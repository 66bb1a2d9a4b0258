import { listRead } from '../plan/choose.js'
import type { Template } from '../plan/expansion.js'
import type { Op } from '../plan/plan.js'

type Extension = Extract<Op, { kind: 'prepend' | 'append' }>

/**
 * Puts the entries of several layers for the same list into one operation, where nothing in between could tell: providers each
 * have their own entries of PATH, and one statement for all of them is what they would cost together.
 */
export function mergeLists(ops: readonly Op[]): readonly Op[] {
  const merged: Op[] = []
  for (const op of ops) {
    const at = isExtension(op) ? merged.findLastIndex(({ name }) => name === op.name) : -1
    const earlier = merged[at]
    if (
      isExtension(op) &&
      earlier &&
      isExtension(earlier) &&
      canMerge(earlier, op, merged.slice(at + 1))
    ) {
      merged.splice(at, 1)
      merged.push({ ...op, entries: joinEntries(earlier, op) })
    } else merged.push(op)
  }
  return merged
}

function isExtension(op: Op): op is Extension {
  return op.kind === 'prepend' || op.kind === 'append'
}

/** The entries of the earlier one are expanded later then: nothing that they are made of may change until there. */
function canMerge(earlier: Extension, later: Extension, between: readonly Op[]): boolean {
  const changed = new Set([later.name, ...between.map(({ name }) => name)])
  return (
    earlier.kind === later.kind &&
    earlier.repeat === later.repeat &&
    earlier.open === later.open &&
    !listInherited(earlier).some((name) => changed.has(name)) &&
    !listInherited(later).includes(later.name) &&
    !between.some((op) => op.name === later.name || listRead(op).includes(later.name))
  )
}

function listInherited({ entries }: Extension): readonly string[] {
  return entries.flat().flatMap((piece) => (piece.kind === 'inherited' ? [piece.name] : []))
}

/** The later layer stands outermost, and each entry once. */
function joinEntries(earlier: Extension, later: Extension): readonly Template[] {
  const layers = later.kind === 'prepend' ? [later, earlier] : [earlier, later]
  const entries = layers.flatMap((one) => one.entries)
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
}
