import { HIDDEN, isPlain } from './fold-lines.js'

/** One word that any POSIX shell reads as exactly this text. */
export function quote(text: string): string {
  if (text === '') return "''"
  return text
    .split("'")
    .map((part) => part && `'${part}'`)
    .join("\\'")
}

/** The same, but bare where every shell reads a bare word as it stands (zsh gives `~` and `=` a meaning of their own). */
export function quoteWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : quote(text)
}

/**
 * A word for a person to paste into bash or zsh, with nothing in it that acts on a terminal: where the text has such characters it
 * is an ANSI-C quoted word (bash(1), QUOTING), else as `quoteWord`.
 */
export function quoteShown(text: string): string {
  return isPlain(text) || text.search(HIDDEN) < 0 ? quoteWord(text) : quoteVisibly(text)
}

/** One word that bash and zsh read as exactly this text, in any locale, and that is in one line: what is hidden in it is written as its bytes. */
export function quoteVisibly(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(HIDDEN, (one) => renderBytes(one, '\\x'))
  return `$'${escaped}'`
}

/** Its bytes in UTF-8, each as two hexadecimal digits behind `mark`. */
export function renderBytes(text: string, mark: string): string {
  return Array.from(Buffer.from(text), (byte) => mark + byte.toString(16).padStart(2, '0')).join('')
}
