import type { Choose, Row } from '../../plan/choose.js'
import type { Op } from '../../plan/plan.js'

const SYSTEM = '/usr/share/man'

/** An element of MANPATH that is empty stands for the system's own (manpath(1)); a folder that is there is not put there again. */
const SERVED = [
  [':', ''],
  ['', '::', ''],
  ['', ':'],
  ['', `:${SYSTEM}:`, ''],
  ['', `:${SYSTEM}`],
]

/**
 * Environment Modules, as it starts, puts the system's folder in front of a MANPATH that has no empty element; a module then puts its
 * own in front of that. `texts` are the modulefiles. Only with values of one kind it looks as one change, and it is two.
 */
export function divideManpath(op: Op, texts: readonly string[]): readonly Op[] {
  if (op.kind !== 'choose' || op.name !== 'MANPATH' || op.on !== 'MANPATH') return [op]
  const [front, own] = op.else.kind === 'set' ? op.else.value : []
  if (front?.kind !== 'text' || own?.kind !== 'inherited') return [op]
  const entries = front.text.split(':').filter(Boolean)
  const at = entries.indexOf(SYSTEM)
  if (at < 0 || texts.some((text) => new RegExp(`\\s${SYSTEM}(?!\\S)`).test(text))) return [op]
  const [added, system] = [entries.slice(0, at), entries.slice(at)]
  const rest: Choose = {
    ...op,
    unset: cut(op.unset, added),
    empty: cut(op.empty, added),
    else: { kind: 'set', value: [{ kind: 'text', text: `${system.join(':')}:` }, own] },
    unless: SERVED.map((like) => [{ name: op.name, like }]),
  }
  if (added.length === 0) return [rest]
  const { name, from } = op
  const words = added.map((text) => [{ kind: 'text', text } as const])
  return [rest, { kind: 'prepend', name, from, entries: words, repeat: 'never' }]
}

function cut(row: Row, added: readonly string[]): Row {
  const [first] = row.kind === 'set' ? row.value : []
  const front = added.map((entry) => `${entry}:`).join('')
  if (first?.kind !== 'text' || !first.text.startsWith(front)) return row
  return { kind: 'set', value: [{ kind: 'text', text: first.text.slice(front.length) }] }
}
