/** A message on one line, without anything that would move a terminal's cursor. */
export function foldLines(text: string): string {
  return escapeControls(text.replace(/\s*\n\s*/g, '; '))
}

/** Lines as text: each is one line, whatever names or paths are in it. (What else would act on a terminal is escaped where it is printed.) */
export function renderLines(lines: readonly string[]): string {
  return lines.map((line) => `${line.replaceAll('\n', '\\n')}\n`).join('')
}

/** What would move a terminal's cursor, reorder a line or not be seen. */
export const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** Is it printable ASCII and nothing else, as most text is? Then nothing in it is hidden, and no byte was carried: found out fast. */
export function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text)
}

/** Shows what would move a terminal's cursor, reorder a line or not be seen; `paint` sets it off from the same letters. */
export function escapeControls(text: string, paint = (shown: string) => shown): string {
  if (isPlain(text)) return text
  return text.replace(HIDDEN, (one) => paint(renderEscape(one)))
}

function renderEscape(one: string): string {
  const code = one.codePointAt(0) ?? 0
  if (one === '\n') return '\\n'
  if (one === '\t') return '\\t'
  // A byte that is not UTF-8, as decodeBytes carries it.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`
  return `\\u{${code.toString(16)}}`
}
