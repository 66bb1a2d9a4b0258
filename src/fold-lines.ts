/** A message on one line, without anything that would move a terminal's cursor. */
export function foldLines(text: string): string {
  return text
    .replace(/\s*\n\s*/g, '; ')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)
}
