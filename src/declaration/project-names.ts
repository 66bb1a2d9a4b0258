import { findMainCheckout } from '../files/worktree.js'
import { mapTemplates } from '../plan/choose.js'
import { joinPieces, type Piece, type Template } from '../plan/expansion.js'
import type { Op } from '../plan/plan.js'

/** What `${PROJECT_ROOT}` and `${MAIN_WORKTREE}` stand for in a declaration: the same line serves every worktree. */
const NAMES = {
  PROJECT_ROOT: (root: string) => root,
  MAIN_WORKTREE: (root: string) => findMainCheckout(root) ?? root,
} as const

/** Puts the project's own places into operations, except where a key of the declaration has the name. */
export function expandProjectNames(ops: readonly Op[], root: string): readonly Op[] {
  const declared = new Set(ops.map(({ name }) => name))
  const expand = (template: Template) =>
    joinPieces(template.map((piece) => expandPiece(piece, declared, root)))
  return ops.map((op) => mapTemplates(op, expand))
}

/** The same in a plain text. */
export function expandProjectText(text: string, root: string): string {
  return text.replace(/\$\{(PROJECT_ROOT|MAIN_WORKTREE)\}/g, (_, name: keyof typeof NAMES) =>
    NAMES[name](root),
  )
}

function expandPiece(piece: Piece, declared: ReadonlySet<string>, root: string): Piece {
  if (piece.kind === 'text' || declared.has(piece.name)) return piece
  const find = Object.entries(NAMES).find(([name]) => name === piece.name)?.[1]
  return find ? { kind: 'text', text: find(root) } : piece
}
