import { type Piece, renderTemplate, type Template } from '../plan/expansion.js'
import type { SecureMode } from '../plan/modes.js'
import type { Look } from './folder.js'

/** Variables whose folders programs load code from, or run programs from, however they were given their value. */
const CODE_PATHS =
  /^(?:PATH|LD_LIBRARY_PATH|LD_RUN_PATH|DYLD_[A-Z_]*PATH|PYTHONPATH|NODE_PATH|PERL5?LIB|RUBYLIB|GEM_PATH|CLASSPATH|JULIA_LOAD_PATH|R_LIBS(?:_USER|_SITE)?|GI_TYPELIB_PATH|GST_PLUGIN_(?:SYSTEM_)?PATH(?:_1_0)?|QT_PLUGIN_PATH|QML2?_IMPORT_PATH|GTK_PATH|OCAML_TOPLEVEL_PATH|CAML_LD_LIBRARY_PATH|XDG_(?:CONFIG|DATA)_DIRS|ERL_LIBS|GUILE_LOAD(?:_COMPILED)?_PATH|AWK(?:LIB)?PATH)$/

/** Does this variable hold folders that code is loaded from? */
export function isCodePath(name: string): boolean {
  return CODE_PATHS.test(name)
}

/** What an entry is judged by. */
export type Judged = {
  readonly name: string
  readonly mode: SecureMode
  /** What HOME is: no plan can change it. */
  readonly home: string
  readonly look: Look
}

/** Why an entry is left out, and the path that need only be there for it to stay. */
export type Objection = { readonly reason: string; readonly awaits?: string }

/** What speaks against an entry of a search path, or undefined where it may stay. */
export function judgeEntry(entry: Template, judged: Judged): Objection | undefined {
  const { mode, name, home, look } = judged
  const pieces = entry.map((piece) => expandHome(piece, home))
  const written = JSON.stringify(renderTemplate(entry))
  const [first] = pieces
  if (!first || (first.kind === 'text' && first.text === '')) {
    return { reason: 'an empty entry is the working directory of each command' }
  }
  if (first.kind === 'text' && !first.text.startsWith('/')) {
    return { reason: `${written} is relative to the working directory of each command` }
  }
  const isStrict = mode === 'strict'
  if (pieces.some(({ kind }) => kind !== 'text')) {
    return isStrict ? { reason: `${written} is known only when a command runs` } : undefined
  }
  const path = renderTemplate(pieces)
  // ld.so(8), dynamic string tokens.
  if (isStrict && /^(?:LD|DYLD)_/.test(name) && path.includes('$')) {
    return { reason: `${written} is expanded by the loader` }
  }
  const { exists, unsafe } = look(path)
  if (unsafe) return { reason: `${written}: ${unsafe}` }
  return isStrict && !exists ? { reason: `${written} is not there`, awaits: path } : undefined
}

function expandHome(piece: Piece, home: string): Piece {
  return piece.kind === 'inherited' && piece.name === 'HOME' ? { kind: 'text', text: home } : piece
}

/** Takes the value of a list variable apart at its separators; the loader has two of them (ld.so(8), LD_LIBRARY_PATH). */
export function splitList(name: string, value: Template): readonly Template[] {
  const separator = /^LD_/.test(name) ? /[:;]/ : /:/
  const entries: Piece[][] = [[]]
  for (const piece of value) {
    if (piece.kind === 'text') {
      const [head = '', ...rest] = piece.text.split(separator)
      if (head) entries.at(-1)?.push({ kind: 'text', text: head })
      entries.push(...rest.map((text): Piece[] => (text ? [{ kind: 'text', text }] : [])))
      continue
    }
    // A separator that comes only with a value divides as any other.
    if (separator.test(piece.lead?.[0] ?? '')) entries.push([])
    entries.at(-1)?.push(piece)
    if (separator.test(piece.trail?.at(-1) ?? '')) entries.push([])
  }
  return entries.filter((entry, index) => entry.length > 0 || !isBesideOptional(entries, index))
}

/** An entry that is empty only because a piece beside it brings the separator along. */
function isBesideOptional(entries: readonly Template[], index: number): boolean {
  return Boolean(
    brings(entries[index - 1]?.at(-1), 'trail') || brings(entries[index + 1]?.[0], 'lead'),
  )
}

function brings(piece: Piece | undefined, side: 'lead' | 'trail'): string | undefined {
  return piece?.kind === 'inherited' ? piece[side] : undefined
}

/** The opposite: one value of its entries. */
export function joinList(entries: readonly Template[]): Template {
  return entries.flatMap((entry, index): Template => {
    const isFirst = index === 0
    const isLast = index === entries.length - 1
    const freed = entry.map((piece, at) =>
      freePiece(piece, { lead: isFirst && at === 0, trail: isLast && at === entry.length - 1 }),
    )
    const isDivided = brings(entry[0], 'lead') || brings(entries[index - 1]?.at(-1), 'trail')
    return isFirst || isDivided ? freed : [{ kind: 'text', text: ':' }, ...freed]
  })
}

/** What a piece would bring along to divide it from an entry that is gone. */
function freePiece(piece: Piece, ends: { readonly lead: boolean; readonly trail: boolean }): Piece {
  if (piece.kind === 'text') return piece
  const { lead, trail, ...rest } = piece
  return {
    ...rest,
    ...(lead && !ends.lead ? { lead } : {}),
    ...(trail && !ends.trail ? { trail } : {}),
  }
}
