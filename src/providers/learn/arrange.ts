import {
  type Choose,
  extendsItself,
  listHeld,
  listRead,
  listRows,
  type Match,
  type Row,
} from '../../plan/choose.js'
import type { Template } from '../../plan/expansion.js'
import type { Op } from '../../plan/op.js'

/** More would cost every command more than it is worth. */
const MAX_EVIDENCE = 4

/**
 * Puts operations into an order in which each reads what was there before the tool: readers come before who changes what they read.
 * What reads a variable that the tool itself changes is left alone where the tool is active already (`active`), or where all has
 * been changed as in an outer command: there is nothing left to read. `vague` names variables of which only a constant is known.
 */
export function arrangeOps(
  ops: readonly Op[],
  {
    active,
    vague,
  }: { readonly active: readonly (readonly Match[])[]; readonly vague: ReadonlySet<string> },
): readonly Op[] {
  const changed = new Set(ops.map(({ name }) => name))
  const evidence = listEvidence(ops)
  const guarded = ops.map((op): Op => {
    const isCross = listRead(op).some((name) => name !== op.name && changed.has(name))
    if (!isCross && !vague.has(op.name)) return op
    const applied = isCross && evidence.length > 0 ? [evidence] : []
    return guard(op, [...active, ...applied])
  })
  return sortByReading(guarded)
}

/** What a variable looks like that an operation has changed. */
function listEvidence(ops: readonly Op[]): readonly Match[] {
  const all = ops.flatMap((op) => findEvidence(op).map((like) => ({ name: op.name, like })))
  // Lists and extensions say more than a value that the agent may have had by itself.
  const [strong, weak] = [
    all.filter(({ like }) => like.length > 1),
    all.filter(({ like }) => like.length === 1),
  ]
  return [...strong, ...weak].slice(0, MAX_EVIDENCE)
}

function findEvidence(op: Op): readonly (readonly string[])[] {
  switch (op.kind) {
    case 'set': {
      const text = toText(op.value)
      return text ? [[text]] : []
    }
    case 'prepend': {
      const text = op.entries.map(toText).join(':')
      return text && op.repeat !== 'never' ? [[text, '']] : []
    }
    case 'append': {
      const text = op.entries.map(toText).join(':')
      return text && op.repeat === 'again' ? [['', text]] : []
    }
    case 'choose': {
      const isWhole = listRows(op).every(
        (row) => row.kind === 'set' && extendsItself(op.name, row.value),
      )
      return isWhole ? listHeld(op).slice(0, 1) : []
    }
    default:
      return []
  }
}

/** A variable that holds something in every case must be there, too: an agent may have lost it. */
function guard(op: Op, unless: readonly (readonly Match[])[]): Op {
  if (unless.length === 0) return op
  const values = listValues(op)
  const isFilled = (value: Template | undefined) =>
    value?.some((piece) => piece.kind === 'text' && piece.text !== '') === true
  const filled: readonly Match[] = values.every(isFilled) ? [{ name: op.name, like: [] }] : []
  return addUnless(
    op,
    unless.map((matches) => [...matches, ...filled]),
  )
}

function listValues(op: Op): readonly (Template | undefined)[] {
  if (op.kind === 'set') return [op.value]
  if (op.kind !== 'choose') return []
  return listRows(op).map((row) => (row.kind === 'set' ? row.value : undefined))
}

/** The same operation, which changes nothing where one of these lists of matches holds. */
export function addUnless(op: Op, unless: readonly (readonly Match[])[]): Op {
  const choice = toChoice(op)
  return choice ? { ...choice, unless: [...(choice.unless ?? []), ...unless] } : op
}

/** A change as a choice with one row; undefined for one that has no such form. */
function toChoice(op: Op): Choose | undefined {
  const always = (row: Row): Choose => {
    const { name, from } = op
    return { kind: 'choose', name, on: name, unset: row, empty: row, else: row, from }
  }
  const join = (entries: readonly Template[]): Template =>
    entries.flatMap(
      (entry, at): Template => (at === 0 ? entry : [{ kind: 'text', text: ':' }, ...entry]),
    )
  switch (op.kind) {
    case 'choose':
      return op
    case 'set':
      return always({ kind: 'set', value: op.value })
    case 'unset':
      return always({ kind: 'unset' })
    case 'prepend': {
      const own = { kind: 'inherited', name: op.name, lead: ':' } as const
      return always({ kind: 'set', value: [...join(op.entries), own] })
    }
    case 'append': {
      const own = { kind: 'inherited', name: op.name, trail: ':' } as const
      return always({ kind: 'set', value: [own, ...join(op.entries)] })
    }
    case 'restore':
      return undefined
  }
}

function sortByReading(ops: readonly Op[]): readonly Op[] {
  const left = [...ops]
  const sorted: Op[] = []
  while (left.length > 0) {
    const free = left.findIndex(
      (op) =>
        !left.some(
          (other) => other !== op && other.name !== op.name && listRead(other).includes(op.name),
        ),
    )
    // Of a circle, which no order serves, the first one goes first.
    sorted.push(...left.splice(Math.max(0, free), 1))
  }
  return sorted
}

function toText(value: Template): string {
  return value.every(({ kind }) => kind === 'text')
    ? value.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
    : ''
}
