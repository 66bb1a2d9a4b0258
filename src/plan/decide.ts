import { type Choose, extendsItself, mapRows, type Row } from './choose.js'
import type { Template } from './expansion.js'
import type { Op } from './op.js'

/**
 * A choice as far as it is known beforehand: `on` is what is known of the variable that decides, undefined for nothing, and
 * `resolve` puts what is known into a template. Undefined where nothing would be changed.
 */
export function decide(
  op: Choose,
  on: Template | 'unset' | undefined,
  resolve: (value: Template) => Template,
): Op | undefined {
  const row = on === undefined ? undefined : findRow(op, on)
  const change = (one: Row): Row =>
    one.kind === 'set' ? { kind: 'set', value: resolve(one.value) } : one
  return simplify(mapRows(op, row ? () => change(row) : change), row !== undefined)
}

function findRow(op: Choose, on: Template | 'unset'): Row | undefined {
  if (on === 'unset') return op.unset
  if (on.length === 0) return op.empty
  const isNeverEmpty = on.some((part) => (part.kind === 'text' ? part.text : part.fallback))
  return isNeverEmpty ? op.else : undefined
}

/** A choice with one row is none. */
function simplify(op: Choose, isDecided: boolean): Op | undefined {
  const { name, from, else: row } = op
  if (!isDecided || op.unless) return op
  if (row.kind === 'keep') return undefined
  if (row.kind === 'unset') return { kind: 'unset', name, from }
  return extendsItself(name, row.value) ? op : { kind: 'set', name, value: row.value, from }
}
