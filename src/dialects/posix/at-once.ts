import { type Piece, renderTemplate } from '../../plan/expansion.js'
import type { Op } from '../../plan/plan.js'
import { quoteWord } from '../../text/quote.js'
import { isProxyName } from '../../variables/protection.js'
import { renderRestores } from './restores.js'

/** A plan's changes in the form that costs a shell least, and when that form may be taken. */
export type AtOnce = {
  /** The list variables that must be looked at before. */
  readonly lists: readonly string[]
  /** Entries of theirs: if one is there already, putting it in front takes more care than this form has. */
  readonly entries: readonly string[]
  readonly statements: readonly string[]
}

type Prepend = Extract<Op, { kind: 'prepend' }>

/**
 * All values and lists in one statement under allexport, a third cheaper for the shell than `export`. It is undefined where a change
 * depends on another, because all values are expanded before the first is set.
 */
export function renderAtOnce(ops: readonly Op[], shells: string): AtOnce | undefined {
  const lists = ops.filter((op) => op.kind === 'prepend')
  const names = new Set(ops.map(({ name }) => name))
  if (names.size < ops.length || !ops.every((op) => isIndependent(op, names))) return undefined
  const removed = ops.filter((op) => op.kind === 'unset').map(({ name }) => name)
  const restored = ops.filter((op) => op.kind === 'restore')
  const assigned = ops
    .filter((op) => op.kind === 'set' || op.kind === 'prepend')
    .map(renderAssignment)
  return {
    lists: lists.map(({ name }) => name),
    entries: [...new Set(lists.flatMap(({ entries }) => entries.map(renderTemplate)))],
    statements: [
      ...(restored.length > 0 ? [renderRestores(restored, shells)] : []),
      ...(assigned.length > 0 ? ['set -a', assigned.join(' '), 'set +a'] : []),
      ...(removed.length > 0 ? [`unset ${removed.join(' ')}`] : []),
    ],
  }
}

function isIndependent(op: Op, changed: ReadonlySet<string>): boolean {
  if (isProxyName(op.name)) return false
  if (op.kind === 'unset' || op.kind === 'restore') return true
  if (op.kind === 'prepend') return op.entries.flat().every(({ kind }) => kind === 'text')
  return op.value.every(
    (piece) => piece.kind === 'text' || (!piece.fallback && !changed.has(piece.name)),
  )
}

function renderAssignment(op: Extract<Op, { kind: 'set' }> | Prepend): string {
  if (op.kind === 'set') return `${op.name}=${op.value.map(renderPiece).join('')}`
  const front = [...new Set(op.entries.map(renderTemplate))].join(':')
  return `${op.name}=${quoteWord(front)}\${${op.name}:+:$${op.name}}`
}

/** The value of an assignment is one word whatever it holds, so a variable needs no quotes there. */
function renderPiece(piece: Piece): string {
  return piece.kind === 'text' ? quoteWord(piece.text) : `\${${piece.name}-}`
}
