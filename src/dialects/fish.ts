import { type Choose, listHeld, listRows, type Match, type Row } from '../plan/choose.js'
import type { CompiledPlan } from '../plan/compiled.js'
import type { Part, Piece, Template } from '../plan/expansion.js'
import type { Append, Op, Plan, Prepend, ScopedOps } from '../plan/plan.js'
import { PLAN_FORMAT, PROGRAM, VARIABLES } from '../system/names.js'
import { HIDDEN } from '../text/fold-lines.js'
import { renderBytes } from '../text/quote.js'
import { isProxyName } from '../variables/protection.js'
import { mergeLists } from './merge.js'

/** One word that fish reads as exactly this text. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

/** The same in one line with nothing in it that acts on a terminal: what is hidden in it is written as its bytes. */
export function quoteVisibly(text: string): string {
  return quote(text).replace(HIDDEN, (one) => `'${renderBytes(one, '\\X')}'`)
}

/**
 * The plan's changes as fish sources them. The launcher has found and checked the plan before it starts fish, so this
 * holds no stamp; `__codex_env_prepend NAME ENTRY…` is given by hook.fish. The last line shows that it is whole.
 */
export function renderPlan({ root, plan }: CompiledPlan): string {
  const tail = `# ${PROGRAM} plan, format ${PLAN_FORMAT}, of ${JSON.stringify(root)}`
  const changes = mergeLists(plan.ops).map((op) => renderOp(op))
  return [...changes, ...renderOverlays(plan), tail, ''].join('\n')
}

/** As in posix/overlays.ts: what a thread inherits, what it has itself, what the command chooses. */
function renderOverlays({ overlays }: Plan): readonly string[] {
  const render = (kind: ScopedOps['when']['kind'], test: (value: string) => string) =>
    (overlays?.scoped ?? [])
      .filter(({ when }) => when.kind === kind)
      .map(({ when, ops }) =>
        [`if ${test(quote(when.value))}`, ...ops.map((op) => renderOp(op)), 'end'].join('\n'),
      )
  const inherits = 'test "$CODEX_SESSION_ID" != "$CODEX_THREAD_ID"; and test "$CODEX_SESSION_ID" ='
  return [
    ...render('thread', (id) => `${inherits} ${id}`),
    ...render('thread', (id) => `test "$CODEX_THREAD_ID" = ${id}`),
    ...render('name', (name) => `test "$${VARIABLES.overlay}" = ${name}`),
  ]
}

function renderOp(op: Op): string {
  const text = renderChange(op)
  return isProxyName(op.name) ? `if test -z "$CODEX_NETWORK_PROXY_ACTIVE"\n${text}\nend` : text
}

function renderChange(op: Op): string {
  switch (op.kind) {
    case 'set':
      return renderSet(op.name, op.value)
    case 'prepend':
      return renderPrepend(op)
    case 'append':
      return renderAppend(op)
    case 'choose':
      return renderChoice(op)
    case 'unset':
      return `set -eg ${op.name}`
    case 'restore':
      return renderRestore(op.name, op.value)
  }
}

/** A PATH is never replaced: what it lacks is put back among what it has. */
function renderRestore(name: string, value: string): string {
  if (name !== 'PATH') return `set -q ${name}; or set -gx ${name} ${quote(value)}`
  const entries = value.split(':').map(quote).join(' ')
  return `__codex_env_rejoin ${entries}`
}

/** Lines that must run first, each giving a value to a local variable `__codex_env_<number>`. */
type Locals = string[]

function renderSet(name: string, value: Template): string {
  const locals: Locals = []
  const word = renderWord(value, locals)
  return [...locals, `set -gx ${name} ${word}`].join('\n')
}

function renderPrepend({ name, entries, repeat, open }: Prepend): string {
  const locals: Locals = []
  const words = entries.map((entry) => renderEntry(entry, locals)).join(' ')
  const options = [...(repeat ? [`--${repeat}`] : []), ...(open ? ['--open'] : [])]
  const call = ['__codex_env_prepend', ...options, name, words].join(' ')
  return [...locals, call].join('\n')
}

function renderAppend({ name, entries, repeat, open }: Append): string {
  const locals: Locals = []
  const words = entries.map((entry) => renderEntry(entry, locals)).join(' ')
  const options = [...(repeat ? ['--again'] : []), ...(open ? ['--open'] : [])]
  return [...locals, ['__codex_env_append', ...options, name, words].join(' ')].join('\n')
}

/** What is not exported is not there for a program: fish has variables of its own. */
function renderChoice(op: Choose): string {
  const [unset, empty, other] = listRows(op).map((row) => renderRow(op, row))
  const isSame = unset === empty && empty === other
  const rows = isSame
    ? (other ?? '')
    : [
        `if not set -qx ${op.on}`,
        unset,
        `else if test -z "$${op.on}"`,
        empty,
        'else',
        other,
        'end',
      ].join('\n')
  const held = listHeld(op).map((like) => renderMatch({ name: op.name, like }))
  const unless = (op.unless ?? []).map((all) => all.map(renderMatch).join('; and '))
  const tests = [...held, ...unless]
  return tests.length === 0 ? rows : renderUnless(tests, rows)
}

function renderUnless(tests: readonly string[], rows: string): string {
  const branches = tests.map((test, index) => `${index === 0 ? 'if' : 'else if'} ${test}`)
  return [...branches, 'else', rows, 'end'].join('\n')
}

function renderRow({ name }: Choose, row: Row): string {
  switch (row.kind) {
    case 'keep':
      return ''
    case 'unset':
      return `set -eg ${name}`
    case 'set':
      return renderSet(name, row.value)
  }
}

function renderMatch({ name, like }: Match): string {
  const pattern = like.map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')).join('.*')
  if (like.length === 0) return `test -n "$${name}"`
  return `string match -qr -- ${quote(`\\A(?s:${pattern})\\z`)} "$${name}"`
}

/** An entry made from a variable that is unset or empty at run time is dropped: it is passed on empty. */
function renderEntry(entry: Template, locals: Locals): string {
  const word = renderWord(entry, locals)
  const conditions = entry.flatMap((piece) =>
    piece.kind === 'inherited' && piece.fallback === undefined ? [piece.name] : [],
  )
  return conditions.length === 0 ? word : keep("''", word, conditions, locals)
}

function renderWord(template: Template, locals: Locals): string {
  return template.map((piece) => renderPiece(piece, locals)).join('') || "''"
}

function renderPiece(piece: Piece, locals: Locals): string {
  if (piece.kind === 'text') return quote(piece.text)
  const { name, fallback, lead, trail, part } = piece
  if (lead || trail || part) return renderExtended(piece, locals)
  return fallback ? keep(quote(fallback), `"$${name}"`, [name], locals) : `"$${name}"`
}

/** `${A:+:$A}`, or a part of a value, cut as the other shells cut it. */
function renderExtended(
  { name, lead = '', trail = '', part }: Extract<Piece, { kind: 'inherited' }>,
  locals: Locals,
): string {
  const value = part
    ? `(string replace -r -- ${quote(CUTS[part])} '' "$${name}" | string collect)`
    : `"$${name}"`
  return keep("''", `${quote(lead)}${value}${quote(trail)}`, [name], locals)
}

/** What is taken away from a value to leave each part of it. */
const CUTS: Readonly<Record<Part, string>> = {
  first: '(?s):.*',
  'last-name': '(?s)^.*/',
  folder: '/[^/]*\\z',
}

/** A local variable that holds `value` where every named variable has a value, else `otherwise`. */
function keep(otherwise: string, value: string, names: readonly string[], locals: Locals): string {
  const local = `__codex_env_${locals.length + 1}`
  const conditions = names.map((name) => `test -n "$${name}"; and `).join('')
  locals.push(`set -l ${local} ${otherwise}; ${conditions}set ${local} ${value}`)
  return `"$${local}"`
}
