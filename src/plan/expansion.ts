import { type Place, ShimError } from '../system/errors.js'

/** A part of a value: fixed text, or what a variable of the command's own environment holds at run time. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'inherited'
      readonly name: string
      readonly fallback?: string
      /** Texts that come before and behind the value only where it is not empty: the separator of `${A:+$A:}`. */
      readonly lead?: string
      readonly trail?: string
      /** Only a part of the value: up to the first colon, behind the last slash, before it. */
      readonly part?: Part
    }

/** The parts of a value that a shell cuts out without starting a program. */
export type Part = 'first' | 'last-name' | 'folder'

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

/** How a shell writes each part. */
export const CUTS: Readonly<Record<Part, string>> = {
  first: '%%:*',
  'last-name': '##*/',
  folder: '%/*',
}

/** The part of a value as the shells cut it. */
export function cutPart(value: string, part: Part | undefined): string {
  const slash = value.lastIndexOf('/')
  switch (part) {
    case undefined:
      return value
    case 'first':
      return value.split(':', 1)[0] ?? ''
    case 'last-name':
      return value.slice(slash + 1)
    case 'folder':
      return slash < 0 ? value : value.slice(0, slash)
  }
}

function renderPiece(piece: Piece): string {
  if (piece.kind === 'text') return piece.text
  const { name, fallback, lead = '', trail = '', part } = piece
  if (fallback !== undefined) return `\${${name}:-${fallback}}`
  const value = part ? `\${${name}${CUTS[part]}}` : `\${${name}}`
  return lead || trail ? `\${${name}:+${lead}${value}${trail}}` : value
}

function rejectNested(written: string, place: Place): never {
  throw new ShimError('bad-declaration', `${written}…: an expansion inside a default`, {
    place,
    remedy: 'expected plain text after :-',
  })
}
