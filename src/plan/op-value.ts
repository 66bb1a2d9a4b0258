import { type Choose, listRows, type Row } from './choose.js'
import { renderTemplate } from './expansion.js'
import type { Op } from './plan.js'

/** What an operation gives its variable, as its user would write it; '' for one that takes it away. */
export function renderValue(op: Op): string {
  switch (op.kind) {
    case 'set':
      return renderTemplate(op.value)
    case 'prepend':
    case 'append':
      return op.entries.map(renderTemplate).join(':')
    case 'restore':
      return op.value
    case 'unset':
      return ''
    case 'choose':
      return describeChoice(op, (value) => value)
  }
}

/**
 * What a choice does, in words: `"dev", unless the agent has one`. `show` gives a value, or what stands in a secret's place.
 */
export function describeChoice(op: Choose, show: (value: string) => string): string {
  const [unset, empty, other] = listRows(op)
  const say = (row: Row) => {
    if (row.kind !== 'set') return WORDS[row.kind]
    return row.value.length === 0 ? '""' : show(renderTemplate(row.value))
  }
  const whose = op.on === op.name ? 'the agent has one' : `the agent has ${op.on}`
  if (other.kind === 'keep' && unset.kind === 'set' && isAlike(empty, other))
    return `${say(unset)}, unless ${whose}`
  if (other.kind === 'keep' && unset.kind === 'set' && isAlike(empty, unset))
    return `${say(unset)}, unless ${whose} that is not empty`
  if (isAlike(unset, empty) && isAlike(empty, other)) return say(other)
  const owner = op.on === op.name ? 'it' : op.on
  return distinctRows([
    [unset, `where ${owner} is unset`],
    [empty, `where ${owner} is empty`],
    [other, 'otherwise'],
  ])
    .map(([row, when]) => `${say(row)} ${when}`)
    .join('; ')
}

const WORDS = { keep: 'as it is', unset: 'taken away' } as const

/** Neighbours that come to the same are said once: what holds for the second of two holds for both. */
function distinctRows(
  rows: readonly (readonly [Row, string])[],
): readonly (readonly [Row, string])[] {
  const [unset, empty, other] = rows
  if (!unset || !empty || !other) return rows
  if (isAlike(unset[0], empty[0])) return [[unset[0], `${unset[1]} or empty`], other]
  return isAlike(empty[0], other[0]) ? [unset, other] : rows
}

function isAlike(one: Row, other: Row): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
