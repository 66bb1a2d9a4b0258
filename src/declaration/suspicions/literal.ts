import { parseTemplate } from '../../plan/expansion.js'
import { isPlain } from '../../text/fold-lines.js'
import { type Entry, nameEntry } from '../ini/entries.js'
import type { Suspicion } from '../warning.js'

const LITERALLY = "or, if the characters are meant, put the value in '…'"

/** Values that look as if something else would expand, unquote or run them; nothing does. */
export const LITERAL_SUSPICIONS: readonly Suspicion[] = [
  findDollar,
  findCommand,
  findForm,
  findTilde,
  findPercent,
  findHalfQuote,
  findTypographicQuote,
  findInvisible,
  findAssignment,
]

/** Sections whose values expand `${NAME}`. */
const EXPANDING = ['env', 'path', 'append']

/** The words behind a program may well be for a shell in there. */
function isWordOfCommand({ section, key }: Entry): boolean {
  return section === 'wrap' || key === 'command'
}

function findDollar(entry: Entry) {
  if (isWordOfCommand(entry)) return undefined
  const [, name] = /\$([A-Za-z_]\w*)/.exec(entry.value) ?? []
  if (!name) return undefined
  const remedy = EXPANDING.includes(entry.section) ? `write \${${name}}` : 'write the path itself'
  return {
    what: `${nameEntry(entry)}: $${name} is not expanded`,
    remedy: `${remedy}, ${LITERALLY}`,
  }
}

function findCommand(entry: Entry) {
  if (isWordOfCommand(entry)) return undefined
  const [mark] = /\$\(|`[^`]+`/.exec(entry.value) ?? []
  if (!mark) return undefined
  return {
    what: `${nameEntry(entry)}: no command runs in a value, so ${mark === '$(' ? '$(…)' : '`…`'} stays as it is`,
    remedy: `have a program print the variables: command[] under [providers], ${LITERALLY}`,
  }
}

/** `${…}` that is neither `${NAME}` nor `${NAME:-text}`. */
function findForm(entry: Entry) {
  if (isWordOfCommand(entry)) return undefined
  const isExpanding = EXPANDING.includes(entry.section)
  const pieces = isExpanding ? parseTemplate(entry.value, entry.place) : undefined
  const rest = pieces
    ? pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('\n')
    : entry.value.replaceAll(/\$\{(?:PROJECT_ROOT|MAIN_WORKTREE)\}/g, '')
  const [form] = /\$\{[^}]*\}/.exec(rest) ?? []
  if (!form) return undefined
  const known = isExpanding ? '${NAME} and ${NAME:-text}' : '${PROJECT_ROOT} and ${MAIN_WORKTREE}'
  const shown = /^\$\{[\w:+?# -]*\}$/.test(form) ? form : '${…}'
  return {
    what: `${nameEntry(entry)}: ${shown} is not expanded`,
    remedy: `${known} are, ${LITERALLY}`,
  }
}

function findTilde(entry: Entry) {
  if (!/(?:^|[:=,\s])~(?:[\w-]*\/|$|:)/.test(entry.value)) return undefined
  if (isWordOfCommand(entry) && !entry.value.startsWith('~')) return undefined
  const remedy = EXPANDING.includes(entry.section) ? 'write ${HOME}' : 'write the path itself'
  return { what: `${nameEntry(entry)}: ~ is not expanded`, remedy: `${remedy}, ${LITERALLY}` }
}

/** As Windows writes it; one letter is a format of dates. */
function findPercent(entry: Entry) {
  const [, name] = /%([A-Z][A-Z0-9_]{2,})%/.exec(entry.value) ?? []
  if (!name) return undefined
  const what = `${nameEntry(entry)}: %${name}% is not expanded`
  return { what, remedy: `write \${${name}}, ${LITERALLY}` }
}

/** Quotes count only where a value begins with one. */
function findHalfQuote(entry: Entry) {
  if (entry.quote !== '') return undefined
  const mark = entry.value.at(-1)
  const isHalf = (mark === '"' || mark === "'") && entry.value.split(mark).length === 2
  if (!isHalf) return undefined
  return {
    what: `${nameEntry(entry)}: the value ends with ${mark} and does not begin with one`,
    remedy: `quote all of it: "…"`,
  }
}

function findTypographicQuote(entry: Entry) {
  const [mark] = /^[“”„‟«‘’‚‛]|[“”‟»’‛]$/.exec(entry.value) ?? []
  if (!mark || entry.quote !== '') return undefined
  const what = `${nameEntry(entry)}: ${mark} is a letter of the value, not a quote`
  return { what, remedy: `write "…", ${LITERALLY}` }
}

/** What cannot be seen and was not written as an escape: it came along when something was pasted. */
function findInvisible(entry: Entry) {
  if (entry.quote === '"' || isPlain(entry.value)) return undefined
  const [one] = /[\p{Cc}\p{Cf}\u00a0\u2000-\u200f\u2028\u2029\u202f\u3000]/u.exec(entry.value) ?? []
  if (one === undefined || one === '\t') return undefined
  const code = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return {
    what: `${nameEntry(entry)}: the value holds U+${code}, which cannot be seen`,
    remedy: `take it out, or write it as "\\u${code.toLowerCase()}"`,
  }
}

/** `A == b`, `A = = b`. */
function findAssignment(entry: Entry) {
  if (entry.quote !== '' || !/^=/.test(entry.value)) return undefined
  const what = `${nameEntry(entry)}: the value begins with =`
  return { what, remedy: `write one =, ${LITERALLY}` }
}
