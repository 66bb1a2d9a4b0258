import { type Place, ShimError } from '../system/errors.js'

/** A part of a value: fixed text, or what a variable of the command's own environment holds at run time. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'inherited'; readonly name: string; readonly fallback?: string }

/** A value with its `${NAME}` and `${NAME:-text}` told apart from fixed text. */
export type Template = readonly Piece[]

const EXPANSION = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

/** Takes a value apart; whatever is not exactly `${NAME}` or `${NAME:-text}` is fixed text. */
export function parseTemplate(value: string, place: Place): Template {
  const pieces: Piece[] = []
  let end = 0
  for (const match of value.matchAll(EXPANSION)) {
    const [written, name = '', fallback] = match
    if (fallback?.includes('${')) rejectNested(written, place)
    pieces.push({ kind: 'text', text: value.slice(end, match.index) })
    pieces.push({ kind: 'inherited', name, ...(fallback === undefined ? {} : { fallback }) })
    end = match.index + written.length
  }
  pieces.push({ kind: 'text', text: value.slice(end) })
  return joinPieces(pieces)
}

/** The same value in the fewest pieces. */
export function joinPieces(pieces: Template): Template {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.kind === 'text' && piece.text === '') continue
    if (piece.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + piece.text }
    } else joined.push(piece)
  }
  return joined
}

/** The value as its user would write it. */
export function renderTemplate(template: Template): string {
  return template.map(renderPiece).join('')
}

function renderPiece(piece: Piece): string {
  if (piece.kind === 'text') return piece.text
  return piece.fallback === undefined ? `\${${piece.name}}` : `\${${piece.name}:-${piece.fallback}}`
}

function rejectNested(written: string, place: Place): never {
  throw new ShimError('bad-declaration', `${written}…: an expansion inside a default`, {
    place,
    remedy: 'expected plain text after :-',
  })
}
