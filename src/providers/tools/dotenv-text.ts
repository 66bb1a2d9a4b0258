/** One variable of the file and its line, from 1. */
export type DotenvEntry = { readonly name: string; readonly value: string; readonly line: number }

/** The file's variables, or the first line that is not one. */
export type Dotenv =
  | { readonly ok: true; readonly entries: readonly DotenvEntry[] }
  | { readonly ok: false; readonly what: string; readonly line: number; readonly remedy: string }

const NAME = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=[ \t]*/
const SINGLE = /^'([^']*)'[ \t]*(?:#.*)?$/
const DOUBLE = /^"((?:[^"\\]|\\[\s\S])*)"[ \t]*(?:#.*)?$/

/**
 * Reads NAME=value lines as Node's --env-file and npm's dotenv do: nothing is expanded and nothing is run. The libraries pass
 * over a line that they do not understand; here it is an error, because a variable that is silently missing is what people search
 * for longest.
 */
export function parseDotenv(text: string): Dotenv {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const entries: DotenvEntry[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index] ?? ''
    if (/^\s*(?:#|$)/.test(first)) continue
    const [start, name] = NAME.exec(first) ?? []
    const line = index + 1
    if (start === undefined || name === undefined) return reject(line, 'not NAME=value')
    const end = findEnd(lines, index, start.length)
    if (end === undefined) return reject(line, `${name}: the quote is never closed`)
    const written = [first.slice(start.length), ...lines.slice(index + 1, end + 1)].join('\n')
    const value = decode(written.trim())
    if (value === undefined) return reject(line, `${name}: text behind the closing quote`)
    entries.push({ name, value, line })
    index = end
  }
  return { ok: true, entries }
}

/** The line in which the value ends: a quoted one may have several. */
function findEnd(lines: readonly string[], index: number, start: number): number | undefined {
  let text = (lines[index] ?? '').slice(start)
  const quote = text[0]
  if (quote !== '"' && quote !== "'") return index
  const isClosed = quote === '"' ? /^"(?:[^"\\]|\\[\s\S])*"/ : /^'[^']*'/
  for (let end = index; end < lines.length; end += 1) {
    if (end > index) text += `\n${lines[end]}`
    if (isClosed.test(text)) return end
  }
  return undefined
}

function decode(written: string): string | undefined {
  if (written.startsWith("'")) return SINGLE.exec(written)?.[1]
  if (written.startsWith('"')) return decodeEscapes(DOUBLE.exec(written)?.[1])
  return written.replace(/(?:^|\s)#.*/, '').trim()
}

function decodeEscapes(text: string | undefined): string | undefined {
  const meanings: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return text?.replace(/\\([nrt"\\$])/g, (_, char: string) => meanings[char] ?? char)
}

function reject(line: number, what: string): Dotenv {
  return { ok: false, what, line, remedy: 'expected NAME=value, # comment, or an empty line' }
}
