import { ShimError } from '../system/errors.js'
import { explainProtection, isProxyName } from '../variables/protection.js'
import { listRead } from './choose.js'
import { decide } from './decide.js'
import { cutPart, joinPieces, type Piece, type Template } from './expansion.js'
import type { Op } from './op.js'

export type { Append, Op, Prepend } from './op.js'

/** What was asked for but is not done, and why. */
export type Ignored = {
  readonly name: string
  readonly reason: string
  readonly from: string
  /** `secure`: secure mode says so, for the whole of it or for an entry of a list; otherwise the name is protected. */
  readonly rule?: 'secure'
  /** A path: as soon as something is there, this is no longer so. */
  readonly awaits?: string
}

/** What is left of an operation that somebody has looked at, and what was taken out of it. */
export type Vetted = { readonly op: Op | undefined; readonly refused: readonly Ignored[] }

/** Looks at an operation, its values resolved as far as they are known, of the layer with this index. */
export type Vet = (op: Op, layer: number) => Vetted

const ACCEPT_ALL: Vet = (op) => ({ op, refused: [] })

/** Every line that touched a name, the one that counts last. */
export type Provenance = { readonly name: string; readonly lines: readonly string[] }

/** Changes that count only for some commands: of a thread and the subagents that it started, or that choose them by name. */
export type ScopedOps = {
  readonly when: { readonly kind: 'thread' | 'name'; readonly value: string }
  readonly ops: readonly Op[]
}

/** What the user has published for a project: `project` says whether some of it is among the plan's own changes. */
export type Overlays = { readonly project: boolean; readonly scoped: readonly ScopedOps[] }

/** The whole change to a command's environment, in the order in which it is applied. */
export type Plan = {
  readonly ops: readonly Op[]
  readonly ignored: readonly Ignored[]
  readonly provenance: readonly Provenance[]
  /** Made after all the rest. */
  readonly overlays?: Overlays
}

/** A plan that changes nothing. */
export const EMPTY_PLAN: Plan = { ops: [], ignored: [], provenance: [] }

/** Linux passes no longer string to a program (MAX_ARG_STRLEN). */
const MAX_VALUE = 128 * 1024

/** What is known of a name when a later line refers to it; nothing is known of an inherited one. */
type Known = Map<string, Template | 'unset'>

/** Folds layers, lowest first, each in its own order, into one plan. */
export function compilePlan(layers: readonly (readonly Op[])[], vet = ACCEPT_ALL): Plan {
  const asked = layers.flatMap((layer, index) => layer.map((op) => ({ op, index })))
  const ignored: Ignored[] = []
  const ops: Op[] = []
  const known: Known = new Map()
  for (const { op: wanted, index } of asked) {
    const reason = explainProtection(wanted.name)
    if (reason) {
      ignored.push({ name: wanted.name, reason, from: wanted.from })
      continue
    }
    const resolved = resolveOp(wanted, known)
    if (!resolved) continue
    const { op, refused } = vet(resolved, index)
    ignored.push(...refused)
    if (!op) continue
    learn(known, op)
    if ((op.kind !== 'prepend' && op.kind !== 'append') || op.entries.length > 0) ops.push(op)
  }
  return { ops: dropOverruled(ops), ignored, provenance: traceNames(asked.map(({ op }) => op)) }
}

/** What stands before the last set or unset of the same name has no effect, unless something in between reads it. */
function dropOverruled(ops: readonly Op[]): readonly Op[] {
  const decisive = new Map<string, number>()
  for (const [index, { kind, name }] of ops.entries()) {
    if (kind === 'set' || kind === 'unset') decisive.set(name, index)
  }
  return ops.filter(({ name }, index) => {
    const end = decisive.get(name) ?? 0
    return index >= end || ops.slice(index + 1, end + 1).some((op) => listRead(op).includes(name))
  })
}

/** Undefined for an operation that is known to change nothing. */
function resolveOp(op: Op, known: Known): Op | undefined {
  switch (op.kind) {
    case 'set':
      return { ...op, value: resolveTemplate(op, op.value, known) }
    case 'choose': {
      const value = (template: Template) => resolveTemplate(op, template, known)
      return decide(op, known.get(op.on), value)
    }
    case 'prepend':
    case 'append':
      return {
        ...op,
        entries: op.entries
          .filter((entry) => !entry.some((piece) => isKnownEmpty(piece, known)))
          .map((entry) => resolveTemplate(op, entry, known)),
      }
    case 'unset':
    case 'restore':
      return op
  }
}

/** What an entry was put in front of, or what counts only where it is absent, is known to the running shell alone. */
function learn(known: Known, op: Op): void {
  const isCertain = (op.kind === 'set' || op.kind === 'unset') && !isProxyName(op.name)
  if (!isCertain) known.delete(op.name)
  else known.set(op.name, op.kind === 'set' ? op.value : 'unset')
}

/** Values made of values can grow without bound: stops at what an environment cannot hold anyway. */
function resolveTemplate(op: Op, template: Template, known: Known): Template {
  const pieces: Piece[] = []
  let size = 0
  for (const piece of template) {
    const resolved = resolvePiece(piece, known)
    size += measure(resolved)
    if (size > MAX_VALUE) throw new ShimError('bad-declaration', explainSize(op))
    pieces.push(...resolved)
  }
  return joinPieces(pieces)
}

function measure(template: Template): number {
  return template.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : 1), 0)
}

function explainSize({ name, from }: Op): string {
  return `${from}: ${name}: expands to more than ${MAX_VALUE} characters`
}

function resolvePiece(piece: Piece, known: Known): Template {
  if (piece.kind === 'text') return [piece]
  const value = known.get(piece.name)
  if (value === undefined) return [piece]
  const { fallback, lead, trail, part } = piece
  if (lead !== undefined || trail !== undefined || part) return resolveExtended(piece, value)
  if (value === 'unset') return [{ kind: 'text', text: fallback ?? '' }]
  return fallback === undefined ? value : resolveFallback(piece, value, fallback)
}

/** What comes with a value only where it is not empty, or is cut out of it, is known where all of the value is. */
function resolveExtended(piece: Extract<Piece, { kind: 'inherited' }>, value: Template | 'unset') {
  const [first, ...rest] = value === 'unset' ? [] : value
  if (first === undefined) return []
  if (first.kind !== 'text' || rest.length > 0) return [piece]
  const { lead = '', trail = '', part } = piece
  return [{ kind: 'text' as const, text: `${lead}${cutPart(first.text, part)}${trail}` }]
}

/** `${NAME:-text}` of a name with a known value: `text` counts only where that value may turn out empty. */
function resolveFallback(piece: Piece, value: Template, fallback: string): Template {
  const [first] = value
  if (first === undefined) return [{ kind: 'text', text: fallback }]
  const isNeverEmpty = value.some((part) => (part.kind === 'text' ? part.text : part.fallback))
  if (isNeverEmpty) return value
  return value.length === 1 && first.kind === 'inherited' ? [{ ...first, fallback }] : [piece]
}

/** A list entry made from a name that is surely empty is dropped whole, as it is at run time. */
function isKnownEmpty(piece: Piece, known: Known): boolean {
  if (piece.kind === 'text' || piece.fallback !== undefined) return false
  const value = known.get(piece.name)
  return value === 'unset' || value?.length === 0
}

function traceNames(asked: readonly Op[]): readonly Provenance[] {
  const lines = new Map<string, string[]>()
  for (const { name, from } of asked) lines.set(name, [...(lines.get(name) ?? []), from])
  return [...lines].map(([name, touched]) => ({ name, lines: touched }))
}
