import { type Choose, listHeld, listRows, type Match, type Row } from '../../plan/choose.js'
import type { Template } from '../../plan/expansion.js'
import { quote } from '../../text/quote.js'

/**
 * Parameters that a shell has by itself without exporting them: they are not in the environment that a program would get. zsh ties
 * MANPATH to an array and presets others (zshparam(1)); bash knows its host and what it runs on.
 */
const PRESET =
  /^(?:MANPATH|CDPATH|FPATH|MAILPATH|MODULE_PATH|HOST|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|CPUTYPE|VENDOR|HISTSIZE|SAVEHIST|HISTFILE|TERM|LISTMAX|MAILCHECK|KEYTIMEOUT|WORDCHARS|TTY|WATCH|COLUMNS|LINES)$/

/** May a shell have this variable without exporting it? */
export function isPreset(name: string): boolean {
  return PRESET.test(name)
}

/** What rendering needs to know of where it happens. */
export type Rendering = {
  /** The folder of the installed hot path. */
  readonly shells: string
  /** Renders a value as one word of an assignment. */
  readonly word: (value: Template) => string
  /** `set -a` is in force: what is assigned is exported. */
  readonly exported?: true
}

/**
 * A choice as nested `case` statements: where the value is held already nothing happens, else the row that fits. Builtins only, and
 * the same in dash, bash and zsh.
 */
export function renderChoice(op: Choose, rendering: Rendering): string {
  return renderUnless(op, renderHeld(op, renderRows(op, rendering)))
}

function renderRows(op: Choose, rendering: Rendering): string {
  const { shells } = rendering
  const [unset = '', empty = '', other = ''] = listRows(op).map((row) =>
    renderRow(op, row, rendering),
  )
  if (unset === empty && empty === other) return other
  const { on } = op
  if (isPreset(on)) {
    const look = `__codex_env_change=look __codex_env_list=${on}; . ${quote(`${shells}/find/lists.sh`)}`
    const rows = renderCase('$__codex_env_case', [
      ["''", unset],
      ['x', empty],
      ['*', other],
    ])
    return `${look}; ${rows}; unset __codex_env_case`
  }
  if (unset === empty || empty === other) {
    const test = unset === empty ? `\${${on}:+x}` : `\${${on}+x}`
    return renderCase(test, [
      ["''", unset],
      ['*', other],
    ])
  }
  return renderCase(`\${${on}+x}\${${on}:+y}`, [
    ["''", unset],
    ['x', empty],
    ['*', other],
  ])
}

function renderRow({ name }: Choose, row: Row, { word, exported }: Rendering): string {
  switch (row.kind) {
    case 'keep':
      return ''
    case 'unset':
      return `unset ${name}`
    case 'set':
      return `${exported ? '' : 'export '}${name}=${word(row.value)}`
  }
}

/** Branches that do nothing at the end are left out: no branch, no change. */
function renderCase(
  test: string,
  branches: readonly (readonly [string, string | undefined])[],
): string {
  const last = branches.findLastIndex(([, body]) => body)
  const texts = branches
    .slice(0, last + 1)
    .map(([pattern, body]) => `${pattern}) ${body ? `${body} ` : ''};;`)
  return `case ${test} in ${texts.join(' ')} esac`
}

function renderHeld(op: Choose, body: string): string {
  const held = listHeld(op)
  if (held.length === 0 || body === '') return body
  return `case \${${op.name}-} in ${held.map(renderPattern).join(' | ')}) ;; *) ${body} ;; esac`
}

function renderUnless({ unless = [] }: Choose, body: string): string {
  if (unless.length === 0 || body === '') return body
  return `if ${unless.map(renderMatches).join(' || ')}; then :; else ${body}; fi`
}

function renderMatches(matches: readonly Match[]): string {
  const tests = matches.map(
    ({ name, like }) => `case \${${name}-} in ${renderPattern(like)}) ;; *) false ;; esac`,
  )
  return tests.length === 1 ? (tests[0] ?? '') : `{ ${tests.join(' && ')}; }`
}

function renderPattern(like: readonly string[]): string {
  if (like.length === 0) return '?*'
  return like.map((part) => (part === '' && like.length > 1 ? '' : quote(part))).join('*')
}
