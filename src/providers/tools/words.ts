/**
 * The words of a line, divided as a shell divides them: quotes and backslashes keep blanks, and nothing is expanded. Undefined where a
 * quote is never closed.
 */
export function splitWords(line: string): readonly string[] | undefined {
  const words: string[] = []
  let rest = line.trim()
  while (rest !== '') {
    const [word] = /^(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/.exec(rest) ?? []
    if (word === undefined || (rest.length > word.length && !/^\s/.test(rest.slice(word.length))))
      return undefined
    words.push(unquote(word))
    rest = rest.slice(word.length).trimStart()
  }
  return words
}

function unquote(word: string): string {
  return word.replace(
    /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"/g,
    (_, escaped?: string, single?: string, double?: string) =>
      escaped ?? single ?? (double ?? '').replace(/\\(["\\$`])/g, '$1'),
  )
}
