import { listRead } from '../../plan/choose.js'
import { CUTS, type Piece, renderTemplate, type Template } from '../../plan/expansion.js'
import type { Op, Prepend } from '../../plan/plan.js'
import { quote } from '../../text/quote.js'
import { isProxyName } from '../../variables/protection.js'
import { renderAppends } from './appends.js'
import { renderChoice } from './choices.js'
import { renderRestores } from './restores.js'

/**
 * The operations as statements, in their order. Neighbours share one statement, which is what makes them fast; a group of
 * lists first looks whether an entry is there already, which needs care.
 */
export function renderChanges(ops: readonly Op[], shells: string): readonly string[] {
  const groups = groupOps(ops).map((group) => renderProxied(group, shells))
  const used = groups.reduce((most, { texts }) => Math.max(most, texts.length), 0)
  return [
    ...groups.flatMap(({ texts, statement }) => [
      ...texts.map((text, index) => `${nameText(index)}=${quote(text)}`),
      statement,
    ]),
    ...(used > 0
      ? [`unset ${Array.from({ length: used }, (_, index) => nameText(index)).join(' ')}`]
      : []),
  ]
}

/** What touches the agent's network proxy is done only where that is not active. */
function renderProxied(group: readonly Op[], shells: string) {
  const texts: Texts = []
  const statement = renderGroup(group, texts, shells)
  const isProxied = group.some(({ name }) => isProxyName(name))
  return {
    texts,
    statement: isProxied
      ? `case \${CODEX_NETWORK_PROXY_ACTIVE-} in '')\n${statement} ;;\nesac`
      : statement,
  }
}

/** A statement's values are all expanded before the first is set, so an operation that depends on another starts a new group. */
function groupOps(ops: readonly Op[]): readonly (readonly Op[])[] {
  const groups: Op[][] = []
  for (const op of ops) {
    const last = groups.at(-1)
    if (last?.every((other) => areAlike(op, other) && !dependsOn(op, other))) last.push(op)
    else groups.push([op])
  }
  return groups
}

function areAlike(op: Op, other: Op): boolean {
  return op.kind === other.kind && isProxyName(op.name) === isProxyName(other.name)
}

function dependsOn(op: Op, other: Op): boolean {
  return op.name === other.name || listRead(op).includes(other.name)
}

function renderGroup(group: readonly Op[], texts: Texts, shells: string): string {
  const lists = group.flatMap((op) => (op.kind === 'prepend' ? [op] : []))
  if (lists.length > 0) return renderPrepends(lists, texts, shells)
  const behind = group.flatMap((op) => (op.kind === 'append' ? [op] : []))
  if (behind.length > 0)
    return renderAppends(behind, { shells, entry: (entry) => renderEntry(entry, texts) })
  const choices = group.flatMap((op) => (op.kind === 'choose' ? [op] : []))
  if (choices.length > 0) {
    const word = (value: Template) => renderWord(value, texts)
    return choices.map((op) => renderChoice(op, { shells, word })).join('\n')
  }
  const restores = group.flatMap((op) => (op.kind === 'restore' ? [op] : []))
  if (restores.length > 0) return renderRestores(restores, shells)
  const sets = group.flatMap((op) =>
    op.kind === 'set' ? [`${op.name}=${renderWord(op.value, texts)}`] : [],
  )
  if (sets.length > 0) return `export ${sets.join(' ')}`
  return `unset ${group.map(({ name }) => name).join(' ')}`
}

type Inherited = Extract<Piece, { kind: 'inherited' }>

/** Where no entry is in any of these lists yet, which is the usual case, they are put in front without more ado. */
function renderPrepends(lists: readonly Prepend[], texts: Texts, shells: string): string {
  const careful = lists.map((list) => renderCareful(list, texts, shells)).join('; ')
  if (!lists.every(({ entries }) => entries.flat().every((piece) => piece.kind === 'text'))) {
    return careful
  }
  const present = lists.map(({ name }) => `:\${${name}-}:`).join('')
  const patterns = lists.flatMap(({ entries }) =>
    entries.map((entry) => `*:${quote(renderTemplate(entry))}:*`),
  )
  const plain = lists.map(renderPlainly).join(' ')
  return `case ${present} in ${[...new Set(patterns)].join(' | ')}) ${careful} ;; *) export ${plain} ;; esac`
}

function renderPlainly({ name, entries, open }: Prepend): string {
  const front = quote([...new Set(entries.map(renderTemplate))].join(':'))
  return open ? `${name}=${front}:"\${${name}-}"` : `${name}=${front}"\${${name}:+:$${name}}"`
}

/** An entry is there already: it moves to the front, or all are put there again unless they are there. */
function renderCareful(list: Prepend, texts: Texts, shells: string): string {
  const { name, entries, repeat, open } = list
  if (repeat === 'never') return renderAbsent(list, texts)
  const words = entries.map((entry) => renderEntry(entry, texts)).join(':')
  const move = `__codex_env_change=prepend __codex_env_list=${name}:${words}; . ${quote(`${shells}/find/lists.sh`)}`
  if (!repeat && !open) return move
  const body = repeat ? `export ${renderPlainly(list)}` : move
  const empty = open && !repeat ? ` :) ${move}; ${openBehind(name)} ;;` : ''
  return `case \${${name}-}: in ${words}:*) ;;${empty} *) ${body} ;; esac`
}

/** What was put into an empty list comes before the system's own, if any of it was left. */
function openBehind(name: string): string {
  return `case \${${name}-} in ?*) export ${name}="$${name}:" ;; esac`
}

/** Each entry by itself, the last one first, where the list lacks it. */
function renderAbsent({ name, entries }: Prepend, texts: Texts): string {
  return [...entries]
    .reverse()
    .map((entry) => renderEntry(entry, texts))
    .map(
      (word) =>
        `case :\${${name}-}: in *:${word}:*) ;; *) export ${name}=${word}"\${${name}:+:$${name}}" ;; esac`,
    )
    .join('; ')
}

/** An entry made from a variable that is unset or empty at run time is dropped whole. */
function renderEntry(entry: Template, texts: Texts): string {
  const conditions = entry.flatMap((piece) =>
    piece.kind === 'inherited' && piece.fallback === undefined ? [piece.name] : [],
  )
  if (conditions.length === 0) return renderWord(entry, texts)
  const inner = entry.map((piece) => renderInner(piece, texts)).join('')
  return conditions.reduceRight((word, name) => `\${${name}:+${word}}`, `"${inner}"`)
}

function renderWord(template: Template, texts: Texts): string {
  return (
    template
      .map((piece) =>
        piece.kind === 'text' ? quote(piece.text) : `"${renderInner(piece, texts)}"`,
      )
      .join('') || "''"
  )
}

/**
 * Texts that must stand inside `${…}` become variables of their own: how quotes and braces nest there differs between
 * shells, and `${N:-$M}` is the same in all.
 */
type Texts = string[]

function nameText(index: number): string {
  return `__codex_env_text_${index}`
}

function renderInner(piece: Piece, texts: Texts): string {
  if (piece.kind === 'text') return `\${${nameText(texts.push(piece.text) - 1)}}`
  const { name, fallback, lead, trail } = piece
  if (lead || trail || piece.part) return renderExtended(piece, texts)
  if (!fallback) return `\${${name}-}`
  return `\${${name}:-\${${nameText(texts.push(fallback) - 1)}}}`
}

/** `${A:+:$A}`, or a part of a value; a text that could end the expansion or be read as more becomes a variable of its own. */
export function renderExtended(piece: Inherited, texts: Texts): string {
  const { name, lead = '', trail = '', part } = piece
  const value = part ? `\${${name}${CUTS[part]}}` : `\${${name}}`
  if (!lead && !trail) return `\${${name}:+${value}}`
  const [before, behind] = [lead, trail].map((text) => renderPlainText(text, texts))
  return `\${${name}:+${before}${value}${behind}}`
}

/** Does a piece of a value hold a text that must become a variable of its own inside `${…}`? */
export function needsText({ fallback, lead = '', trail = '' }: Inherited): boolean {
  return Boolean(fallback) || !PLAIN.test(lead + trail)
}

const PLAIN = /^[\w:;,. /=+-]*$/

function renderPlainText(text: string, texts: Texts): string {
  return PLAIN.test(text) ? text : `\${${nameText(texts.push(text) - 1)}}`
}
