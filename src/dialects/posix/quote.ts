/** One word that any POSIX shell reads as exactly this text. */
export function quote(text: string): string {
  if (text === '') return "''"
  return text
    .split("'")
    .map((part) => part && `'${part}'`)
    .join("\\'")
}

/** The same for people to read and paste: bare where that is safe. */
export function quoteWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text)
}
