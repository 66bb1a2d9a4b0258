import { revealColors } from './colors.js'
import { escapeControls, HIDDEN, isPlain } from './fold-lines.js'

/**
 * What a program reads or a person: `text` is lines for a person; `json` is one JSON text or a line for each; `exact` is in a form
 * of its own (a script, a page, cells), whose maker has left nothing in it that acts on a terminal.
 */
export type Form = 'text' | 'json' | 'exact'

/**
 * Makes what is about to be printed safe for a terminal, whatever names, paths and values are in it: of the characters that move
 * the cursor, reorder a line or cannot be seen only the ends of lines are left, and our own colours. In JSON they are escaped as JSON does it.
 */
export function makePrintable(text: string, form: Form = 'text'): string {
  if (form === 'exact' || text.split('\n').every(isPlain)) return text
  if (form === 'json') return text.split('\n').map(escapeJson).join('\n')
  return revealColors(
    text
      .split('\n')
      .map((line) => escapeControls(line))
      .join('\n'),
  )
}

/**
 * A JSON text on one line without anything in it that acts on a terminal. JSON has such characters below U+0020 only between its
 * tokens, the others only inside strings, which may hold them as their UTF-16 (RFC 8259, sections 2 and 7).
 */
export function escapeJson(json: string): string {
  if (isPlain(json)) return json
  return json.replace(/[\t\r\n]/g, ' ').replace(HIDDEN, (one) =>
    one
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
