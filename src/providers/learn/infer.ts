import { type Choose, KEEP, type Row } from '../../plan/choose.js'
import type { Piece, Template } from '../../plan/expansion.js'
import type { Op } from '../../plan/op.js'
import { findListOp } from './list-op.js'
import { type Marked, readMarked } from './marked.js'
import type { Ground, Learned, Seen } from './seen.js'

/** Learns what a tool does to one variable from what it made of it in three environments. */
export function inferOp(seen: Seen, ground: Ground): Learned {
  const { name, unset, empty, marked } = seen
  const own = ground.marks.find((mark) => mark.name === name)
  if (own && marked === own.value) return { op: chooseOwn(seen, ground, KEEP) }
  if (marked === undefined) return inferAbsent(seen, ground, own !== undefined)
  const list = own && findListOp(seen, own, ground)
  if (list) return { op: list }
  const read = readMarked(marked, ground.marks)
  if (read.kind === 'derived') return inferDerived(seen, ground, read)
  if (listReferences(read.value).length === 0 && !own && unset === marked && empty === marked)
    return { op: toSet(name, read.value, ground.from) }
  return inferTemplate(seen, ground, read.value)
}

/** Gone although it was marked. */
function inferAbsent(seen: Seen, ground: Ground, wasMarked: boolean): Learned {
  const { name, unset, empty } = seen
  if (!wasMarked) return unset === undefined ? {} : { ...constant(seen, ground), open: 'other' }
  if (unset === undefined && empty === undefined)
    return { op: { kind: 'unset', name, from: ground.from } }
  return { op: chooseOwn(seen, ground, { kind: 'unset' }) }
}

/** A number that was calculated, or a list that was taken apart: what it comes to is known only where there is nothing. */
function inferDerived(
  seen: Seen,
  { from }: Ground,
  read: Extract<Marked, { kind: 'derived' }>,
): Learned {
  const { name, unset, empty } = seen
  const known = toRow(unset)
  const op: Choose = {
    kind: 'choose',
    name,
    on: read.of,
    unset: known,
    empty: empty === unset ? known : toRow(empty),
    else: known,
    from,
  }
  return { op, open: 'derived' }
}

function inferTemplate(seen: Seen, ground: Ground, value: Template): Learned {
  const { name, unset, empty } = seen
  const { from } = ground
  const references = listReferences(value)
  if (references.length === 0) {
    if (seen.marked === unset && seen.marked === empty) return { op: toSet(name, value, from) }
    return { ...constant(seen, ground), open: 'other' }
  }
  const whole = listOptional(value).find(
    (one) => evaluate(one) === unset && evaluate(one) === empty,
  )
  if (whole) return { op: guard(toSet(name, whole, from), whole, ground) }
  const on = references.includes(name) ? name : (references[0] ?? name)
  const row: Row = { kind: 'set', value }
  const nothing = evaluate(value)
  return {
    op: {
      kind: 'choose',
      name,
      on,
      unset: unset === nothing ? row : unset === undefined ? KEEP : toRow(unset),
      empty: empty === nothing ? row : empty === undefined ? { kind: 'unset' } : toRow(empty),
      else: row,
      from,
    },
  }
}

/** What it was where nothing was set, as a fixed value. */
export function constant({ name, unset }: Seen, { from }: Ground): { readonly op?: Op } {
  return unset === undefined ? {} : { op: toSet(name, toTemplate(unset), from) }
}

function chooseOwn({ name, unset, empty }: Seen, { from }: Ground, other: Row): Choose {
  return {
    kind: 'choose',
    name,
    on: name,
    unset: unset === undefined ? KEEP : toRow(unset),
    empty: empty === '' ? KEEP : empty === undefined ? { kind: 'unset' } : toRow(empty),
    else: other,
    from,
  }
}

/** A value that extends its variable is a choice with one row, which knows when it is extended already. */
function toSet(name: string, value: Template, from: string): Op {
  if (!listReferences(value).includes(name)) return { kind: 'set', name, value, from }
  const row: Row = { kind: 'set', value }
  return { kind: 'choose', name, on: name, unset: row, empty: row, else: row, from }
}

/** A tool that never adds what a list has already looks at the list's own separator. */
function guard(op: Op, value: Template, { repeat }: Ground): Op {
  const own = value.find((piece) => piece.kind === 'inherited' && piece.name === op.name)
  if (op.kind !== 'choose' || repeat(op.name) !== 'never' || own?.kind !== 'inherited') return op
  const separator = own.lead ?? own.trail ?? ''
  const text = evaluate(value)
  const likes = [
    ['', `${separator}${text}${separator}`, ''],
    [`${text}${separator}`, ''],
    ['', `${separator}${text}`],
  ]
  return { ...op, unless: likes.map((like) => [{ name: op.name, like }]) }
}

function toRow(value: string | undefined): Row {
  return value === undefined ? { kind: 'unset' } : { kind: 'set', value: toTemplate(value) }
}

function toTemplate(text: string): Template {
  return text === '' ? [] : [{ kind: 'text', text }]
}

function listReferences(value: Template): readonly string[] {
  return [...new Set(value.flatMap((piece) => (piece.kind === 'inherited' ? [piece.name] : [])))]
}

/** What a template comes to where nothing is set. */
function evaluate(value: Template): string {
  return value.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
}

const LEAD = /^([\s\S]*?)([:;, ]+)$/
const TRAIL = /^([:;, ]+)([\s\S]*)$/
const MAX_REFERENCES = 5

/** The same value with each separator beside a reference either always there, or only with the reference. */
function listOptional(value: Template): readonly Template[] {
  const count = value.filter(({ kind }) => kind === 'inherited').length
  if (count > MAX_REFERENCES) return [value]
  let all: readonly Template[] = [value]
  for (let index = 0; index < value.length; index += 1) {
    all = all.flatMap((one) => [one, ...bindLead(one, index), ...bindTrail(one, index)])
  }
  return all
}

function bindLead(value: Template, index: number): readonly Template[] {
  const [before, piece] = [value[index - 1], value[index]]
  const match = before?.kind === 'text' ? LEAD.exec(before.text) : undefined
  if (!match || piece?.kind !== 'inherited') return []
  const [, text = '', lead = ''] = match
  return [replace(value, index, { kind: 'text', text }, { ...piece, lead }, value[index + 1])]
}

function bindTrail(value: Template, index: number): readonly Template[] {
  const [piece, behind] = [value[index], value[index + 1]]
  const match = behind?.kind === 'text' ? TRAIL.exec(behind.text) : undefined
  if (!match || piece?.kind !== 'inherited') return []
  const [, trail = '', text = ''] = match
  return [replace(value, index, value[index - 1], { ...piece, trail }, { kind: 'text', text })]
}

/** Pieces stay where they are, so that an index means the same piece throughout. */
function replace(
  value: Template,
  index: number,
  before: Piece | undefined,
  piece: Piece,
  behind: Piece | undefined,
): Template {
  return value.map((one, at) => {
    if (at === index) return piece
    return (at === index - 1 ? before : at === index + 1 ? behind : one) ?? one
  })
}
