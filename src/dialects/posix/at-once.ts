import { type Choose, listRead, listRows } from '../../plan/choose.js'
import { type Piece, renderTemplate, type Template } from '../../plan/expansion.js'
import type { Append, Op, Prepend } from '../../plan/plan.js'
import { quoteWord } from '../../text/quote.js'
import { isProxyName } from '../../variables/protection.js'
import { needsText, renderExtended } from './changes.js'
import { isPreset, renderChoice } from './choices.js'
import { renderRestores } from './restores.js'

/** A plan's changes in the form that costs a shell least, and when that form may be taken. */
export type AtOnce = {
  /** The list variables that must be looked at before. */
  readonly lists: readonly string[]
  /** Entries of theirs: if one is there already, putting it in front takes more care than this form has. */
  readonly entries: readonly string[]
  readonly statements: readonly string[]
}

/**
 * All values and lists in one statement under allexport, a third cheaper for the shell than `export`. It is undefined where a change
 * depends on another, because all values are expanded before the first is set.
 */
export function renderAtOnce(ops: readonly Op[], shells: string): AtOnce | undefined {
  const lists = ops.filter((op) => op.kind === 'prepend')
  const behind = ops.filter((op) => op.kind === 'append')
  const names = new Set(ops.map(({ name }) => name))
  if (names.size < ops.length || !ops.every((op) => isIndependent(op, names))) return undefined
  const choices = ops.filter((op) => op.kind === 'choose')
  if (!choices.every((op) => isFirst(op, ops))) return undefined
  const removed = ops.filter((op) => op.kind === 'unset').map(({ name }) => name)
  const restored = ops.filter((op) => op.kind === 'restore')
  const [looked, chosen] = divide(choices, ({ on }) => isPreset(on))
  const [defaults, others] = divide(chosen, (op) => renderDefault(op) !== undefined)
  const assigned = [
    ...defaults.flatMap((op) => renderDefault(op) ?? []),
    ...ops
      .filter((op) => op.kind === 'set' || op.kind === 'prepend' || op.kind === 'append')
      .map(renderAssignment),
  ]
  const exported = [
    ...others.map((op) => renderChoice(op, { shells, word: renderWord, exported: true })),
    ...(assigned.length > 0 ? [assigned.join(' ')] : []),
  ]
  return {
    lists: [...lists, ...behind].map(({ name }) => name),
    entries: [
      ...new Set([...lists, ...behind].flatMap(({ entries }) => entries.map(renderTemplate))),
    ],
    statements: [
      ...(restored.length > 0 ? [renderRestores(restored, shells)] : []),
      ...looked.map((op) => renderChoice(op, { shells, word: renderWord })),
      ...(exported.length > 0 ? ['set -a', ...exported, 'set +a'] : []),
      ...(removed.length > 0 ? [`unset ${removed.join(' ')}`] : []),
    ],
  }
}

function divide<One>(all: readonly One[], is: (one: One) => boolean) {
  return [all.filter(is), all.filter((one) => !is(one))] as const
}

/** A text that means itself inside `${…}` in every shell. */
const BARE = /^[\w.,/+@%=-]+$/

/** A default is an assignment like any other, if the variable's own value may stand in it: `A=${A:-text}`. */
function renderDefault(op: Choose): string | undefined {
  const { name, on, unset, empty, else: other, unless } = op
  const isOther = on !== name || other.kind !== 'keep' || unset.kind !== 'set' || unless
  if (isOther) return undefined
  const text = renderTemplate(unset.value)
  if (unset.value.some(({ kind }) => kind !== 'text') || !BARE.test(text)) return undefined
  if (empty.kind === 'keep') return `${name}=\${${name}-${text}}`
  const isAlike = empty.kind === 'set' && JSON.stringify(empty) === JSON.stringify(unset)
  return isAlike ? `${name}=\${${name}:-${text}}` : undefined
}

/** Choices are made before all the rest, in their order: what one reads may only be changed behind it, and nobody else reads what it changes. */
function isFirst(choice: Choose, ops: readonly Op[]): boolean {
  const at = ops.indexOf(choice)
  const read = listRead(choice)
  return (
    !ops.slice(0, at).some(({ name }) => read.includes(name)) &&
    !ops.some((op) => op !== choice && listRead(op).includes(choice.name))
  )
}

function isIndependent(op: Op, changed: ReadonlySet<string>): boolean {
  if (isProxyName(op.name)) return false
  switch (op.kind) {
    case 'unset':
    case 'restore':
      return true
    case 'prepend':
    case 'append':
      return op.entries.flat().every(({ kind }) => kind === 'text')
    case 'set':
      return isInline(op.value) && !listRead(op).some((name) => changed.has(name))
    case 'choose':
      return listRows(op).every((row) => row.kind !== 'set' || isInline(row.value))
  }
}

/** Can it be written without a variable for what stands inside an expansion? */
function isInline(value: Template): boolean {
  return value.every((piece) => piece.kind === 'text' || !needsText(piece))
}

function renderAssignment(op: Extract<Op, { kind: 'set' }> | Prepend | Append): string {
  if (op.kind === 'set') return `${op.name}=${renderWord(op.value)}`
  const texts = quoteWord([...new Set(op.entries.map(renderTemplate))].join(':'))
  if (op.kind === 'append')
    return `${op.name}=${op.open ? `\${${op.name}-}:` : `\${${op.name}:+$${op.name}:}`}${texts}`
  return `${op.name}=${texts}${op.open ? `:\${${op.name}-}` : `\${${op.name}:+:$${op.name}}`}`
}

function renderWord(value: Template): string {
  return value.map(renderPiece).join('')
}

/** The value of an assignment is one word whatever it holds, so a variable needs no quotes there. */
function renderPiece(piece: Piece): string {
  if (piece.kind === 'text') return quoteWord(piece.text)
  return piece.lead || piece.trail || piece.part ? renderExtended(piece, []) : `\${${piece.name}-}`
}
