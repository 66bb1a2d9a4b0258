import { unsafe } from 'ini'

/** What stands around a value: nothing, or one kind of quotes. */
export type Quote = '' | '"' | "'"

/** A value as the user meant it, or what is wrong with how it is written. */
export type Decoded =
  | { readonly ok: true; readonly value: string; readonly quote: Quote }
  | { readonly ok: false; readonly what: string; readonly remedy: string }

const DOUBLE_QUOTED = /^("(?:[^"\\]|\\.)*")(?:\s+[;#].*)?$/
const SINGLE_QUOTED = /^'([^']*)'(?:\s+[;#].*)?$/
const BEFORE_MARK = /^(?:[^\\;#]|\\.)*/

/**
 * Decodes what stands right of `=`, by the rules of `ini`, except that nothing is ever lost or retyped in silence:
 * `ini` cuts `a#b` to `a`, reads `'7'` as a number, and keeps the quotes of `"a" ; comment`.
 */
export function decodeValue(written: string): Decoded {
  const raw = written.trim()
  if (raw.startsWith('"')) return decodeDoubleQuoted(raw)
  if (raw.startsWith("'")) return decodeSingleQuoted(raw)
  return decodeBare(raw)
}

function decodeDoubleQuoted(raw: string): Decoded {
  const text = DOUBLE_QUOTED.exec(raw)?.[1]
  const value = text === undefined ? undefined : unsafe(text)
  if (value === undefined || value === text) {
    return wrong(
      'not a valid quoted value',
      isOpen(raw, '"')
        ? 'its closing " is missing'
        : 'expected one JSON string: \\" for a quote, \\\\ for a backslash, \\n for a newline',
    )
  }
  return checkText(value, '"')
}

function decodeSingleQuoted(raw: string): Decoded {
  const value = SINGLE_QUOTED.exec(raw)?.[1]
  return value === undefined
    ? wrong(
        'not a valid quoted value',
        isOpen(raw, "'")
          ? "its closing ' is missing"
          : 'expected \'…\' without a single quote inside; else use "…"',
      )
    : checkText(value, "'")
}

function decodeBare(raw: string): Decoded {
  const kept = BEFORE_MARK.exec(raw)?.[0] ?? ''
  const mark = raw[kept.length]
  const isCut = mark === ';' || mark === '#'
  if (isCut && !/\s$/.test(kept)) {
    return wrong(
      kept === '' ? `the value begins with ${mark}` : `the value would be cut at ${mark}`,
      `quote it: "…"; an unquoted ${mark} begins a comment (write "" for an empty value)`,
    )
  }
  return checkText(unsafe(raw), '')
}

/** Is there no second quote of this kind, escaped ones aside? */
function isOpen(raw: string, quote: string): boolean {
  return !raw.slice(1).replace(/\\./g, '').includes(quote)
}

function checkText(value: string, quote: Quote): Decoded {
  if (value.includes('\0')) return wrong('the value holds a NUL', 'no variable can hold one')
  if (Buffer.from(value, 'utf8').toString('utf8') !== value) {
    return wrong('the value holds half of a surrogate pair', 'write the character itself')
  }
  return { ok: true, value, quote }
}

function wrong(what: string, remedy: string): Decoded {
  return { ok: false, what, remedy }
}
