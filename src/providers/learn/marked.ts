import { joinPieces, type Part, type Piece, type Template } from '../../plan/expansion.js'
import type { Mark } from './marks.js'

/** A value with the marks in it told apart; `derived` where it holds what a tool made of one. */
export type Marked =
  | { readonly kind: 'template'; readonly value: Template }
  | { readonly kind: 'derived'; readonly of: string }

/** Reads a value that a tool gave while marks stood for the agent's values. */
export function readMarked(value: string, marks: readonly Mark[]): Marked {
  const whole = marks.map((mark) => ({ text: mark.value, name: mark.name }) as Found)
  const parts = marks.flatMap(listParts)
  // A whole mark first: its parts are in it.
  const found = [...whole, ...parts].sort((one, other) => other.text.length - one.text.length)
  const pieces = split(value, found)
  const texts = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []))
  const broken = marks.find(({ tokens }) =>
    tokens.some((token) => texts.some((text) => text.includes(token))),
  )
  return broken
    ? { kind: 'derived', of: broken.name }
    : { kind: 'template', value: joinPieces(pieces) }
}

/** Does a text hold something of a mark? */
export function mentionsMark(text: string, marks: readonly Mark[]): boolean {
  return marks.some(({ tokens }) => tokens.some((token) => text.includes(token)))
}

type Found = { readonly text: string; readonly name: string; readonly part?: Part }

function listParts({ name, first, lastName, folder }: Mark): readonly Found[] {
  return [
    ...(first ? [{ text: first, name, part: 'first' as const }] : []),
    ...(lastName ? [{ text: lastName, name, part: 'last-name' as const }] : []),
    ...(folder ? [{ text: folder, name, part: 'folder' as const }] : []),
  ]
}

function split(value: string, marks: readonly Found[]): readonly Piece[] {
  const [mark, ...others] = marks
  if (!mark) return [{ kind: 'text', text: value }]
  return divide(value, mark).flatMap((text, index): readonly Piece[] => {
    const { name, part } = mark
    const own: Piece = { kind: 'inherited', name, ...(part ? { part } : {}) }
    return index === 0 ? split(text, others) : [own, ...split(text, others)]
  })
}

/** A number is a mark only where no other digit is beside it. */
function divide(value: string, { text }: Found): readonly string[] {
  if (!/^\d+$/.test(text)) return value.split(text)
  return value.split(new RegExp(`(?<!\\d)${text}(?!\\d)`))
}
