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
