/** One variable of the file and its line, from 1; without a value it is only named. */
export type DotenvEntry = { readonly name: string; readonly value?: string; readonly line: number }

/** The file's variables, or the first line that is not one. */
export type Dotenv =
  | { readonly ok: true; readonly entries: readonly DotenvEntry[] }
  | { readonly ok: false; readonly what: string; readonly line: number; readonly remedy: string }

const NAMED = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*(?:#.*)?$/
const ASSIGNED = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)(?:[ \t]*=|:(?=\s))[ \t]*/
const BEHIND = /^[ \t]*(?:#.*)?$/

/** What is between each kind of quotes. Only double ones know escapes. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  "'": /^'([^']*)'/,
  '`': /^`([^`]*)`/,
  '"': /^"((?:[^"\\]|\\[\s\S])*)"/,
}

/**
 * Reads NAME=value lines as Node's --env-file and npm's dotenv do, with what Compose and python-dotenv know besides: nothing is
 * expanded and nothing is run (docs/providers.md has the grammar beside theirs). The libraries pass over a line that they do not
 * understand; here it is an error, because a variable that is silently missing is what people search for longest.
 */
export function parseDotenv(text: string): Dotenv {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const entries: DotenvEntry[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index] ?? ''
    const line = index + 1
    if (/^\s*(?:#|$)/.test(first)) continue
    const bare = NAMED.exec(first)?.[1]
    if (bare !== undefined) {
      entries.push({ name: bare, line })
      continue
    }
    const [start, name] = ASSIGNED.exec(first) ?? []
    if (start === undefined || name === undefined) return reject(line, 'not NAME=value')
    const value = readValue(lines, index, start.length)
    if ('what' in value) return reject(line, `${name}: ${value.what}`)
    entries.push({ name, value: value.text, line })
    index = value.end
  }
  return { ok: true, entries }
}

type Value = { readonly text: string; readonly end: number } | { readonly what: string }

/** The value that begins in this line, and the line in which it ends: a quoted one may have several. */
function readValue(lines: readonly string[], index: number, start: number): Value {
  let text = (lines[index] ?? '').slice(start)
  const quote = text[0] ?? ''
  const quoted = QUOTED[quote]
  if (!quoted) return { text: text.replace(/(?:^|\s)#.*/, '').trim(), end: index }
  for (let end = index; end < lines.length; end += 1) {
    if (end > index) text += `\n${lines[end]}`
    const [whole, inside] = quoted.exec(text) ?? []
    if (whole === undefined || inside === undefined) continue
    if (!BEHIND.test(text.slice(whole.length))) return { what: 'text behind the closing quote' }
    return { text: quote === '"' ? decodeEscapes(inside) : inside, end }
  }
  return { what: 'the quote is never closed' }
}

function decodeEscapes(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return text.replace(/\\([nrt"\\$])/g, (_, char: string) => meanings[char] ?? char)
}

function reject(line: number, what: string): Dotenv {
  return { ok: false, what, line, remedy: 'expected NAME=value, # comment, or an empty line' }
}
