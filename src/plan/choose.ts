import type { Piece, Template } from './expansion.js'
import type { Choose, Op, Row } from './op.js'

export type { Choose, Match, Row } from './op.js'

/** A row that changes nothing. */
export const KEEP: Row = { kind: 'keep' }

/** The three rows, in the order unset, empty, else. */
export function listRows(op: Choose): readonly [Row, Row, Row] {
  return [op.unset, op.empty, op.else]
}

/** The same operation with other rows. */
export function mapRows(op: Choose, change: (row: Row) => Row): Choose {
  return { ...op, unset: change(op.unset), empty: change(op.empty), else: change(op.else) }
}

/**
 * How a value looks that holds what the operation adds to its variable already: what an extension begins and ends with, or what
 * it is where there was nothing to extend. Empty for an operation that extends nothing.
 */
export function listHeld(op: Choose): readonly (readonly string[])[] {
  const values = listRows(op).flatMap((row) => (row.kind === 'set' ? [row.value] : []))
  const extended = values.flatMap((value) => findExtension(op.name, value))
  if (extended.length === 0) return []
  const whole = op.on === op.name ? values.flatMap((value) => findWhole(op.name, value)) : []
  const isNew = ([text = '']: readonly string[]) => !extended.some((like) => fits(text, like))
  return distinct([...extended, ...whole.filter(isNew)])
}

/** Does a template extend the variable's own value? */
export function extendsItself(name: string, value: Template): boolean {
  return findExtension(name, value).length > 0
}

/** A variable that holds what it extends: begins and ends with the texts around its value. */
function findExtension(name: string, value: Template): readonly (readonly string[])[] {
  const at = value.findIndex((piece) => isOwn(name, piece))
  const own = value[at]
  if (own?.kind !== 'inherited') return []
  const [first, last] = [value[0], value.at(-1)]
  const begins = (first?.kind === 'text' ? first.text : '') + (at <= 1 ? (own.lead ?? '') : '')
  const isNearEnd = at >= value.length - 2
  const ends = (isNearEnd ? (own.trail ?? '') : '') + (last?.kind === 'text' ? last.text : '')
  return begins || ends ? [[begins, ends]] : []
}

/** The whole value where the variable was unset or empty; none where another variable has a part in it. */
function findWhole(name: string, value: Template): readonly (readonly string[])[] {
  const others = value.filter((piece) => !isOwn(name, piece))
  const texts = others.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []))
  const whole = texts.join('')
  return texts.length === others.length && whole ? [[whole]] : []
}

function isOwn(name: string, piece: Piece): boolean {
  return (
    piece.kind === 'inherited' && piece.name === name && piece.fallback === undefined && !piece.part
  )
}

function distinct(all: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(all.map((one) => [one.join('\0'), one])).values()]
}

/** Does a value, '' for a variable that is unset, look so? */
export function fits(value: string, like: readonly string[]): boolean {
  if (like.length === 0) return value !== ''
  const [first = '', ...others] = like
  const last = others.pop()
  if (last === undefined) return value === first
  if (!value.startsWith(first) || !value.endsWith(last)) return false
  let at = first.length
  for (const part of others) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at + last.length <= value.length
}

/** The names whose values an operation looks at before it changes its own. */
export function listRead(op: Op): readonly string[] {
  switch (op.kind) {
    case 'set':
      return listInherited(op.value)
    case 'prepend':
    case 'append':
      return [op.name, ...op.entries.flatMap(listInherited)]
    case 'restore':
      return [op.name]
    case 'unset':
      return []
    case 'choose':
      return [
        op.on,
        ...listRows(op).flatMap((row) => (row.kind === 'set' ? listInherited(row.value) : [])),
        ...(op.unless ?? []).flat().map(({ name }) => name),
      ]
  }
}

function listInherited(template: Template): readonly string[] {
  return template.flatMap((piece) => (piece.kind === 'inherited' ? [piece.name] : []))
}

/** The same operation with every value of it changed. */
export function mapTemplates(op: Op, change: (value: Template) => Template): Op {
  switch (op.kind) {
    case 'set':
      return { ...op, value: change(op.value) }
    case 'prepend':
    case 'append':
      return { ...op, entries: op.entries.map(change) }
    case 'choose':
      return mapRows(op, (row) =>
        row.kind === 'set' ? { kind: 'set', value: change(row.value) } : row,
      )
    case 'unset':
    case 'restore':
      return op
  }
}
