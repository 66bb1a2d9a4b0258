import { type Piece, renderTemplate, type Template } from '../../plan/expansion.js'
import type { Op } from '../../plan/plan.js'
import { quote } from '../../text/quote.js'
import { isProxyName } from '../../variables/protection.js'
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
  if (op.name === other.name) return true
  const templates = op.kind === 'set' ? [op.value] : op.kind === 'prepend' ? op.entries : []
  return templates.flat().some((piece) => piece.kind === 'inherited' && piece.name === other.name)
}

function renderGroup(group: readonly Op[], texts: Texts, shells: string): string {
  const lists = group.flatMap((op) => (op.kind === 'prepend' ? [op] : []))
  if (lists.length > 0) return renderPrepends(lists, texts, shells)
  const restores = group.flatMap((op) => (op.kind === 'restore' ? [op] : []))
  if (restores.length > 0) return renderRestores(restores, shells)
  const sets = group.flatMap((op) =>
    op.kind === 'set' ? [`${op.name}=${renderWord(op.value, texts)}`] : [],
  )
  if (sets.length > 0) return `export ${sets.join(' ')}`
  return `unset ${group.map(({ name }) => name).join(' ')}`
}

type Prepend = Extract<Op, { kind: 'prepend' }>

/** Where no entry is in any of these lists yet, which is the usual case, they are put in front without more ado. */
function renderPrepends(lists: readonly Prepend[], texts: Texts, shells: string): string {
  const careful = lists
    .map(({ name, entries }) => {
      const words = entries.map((entry) => renderEntry(entry, texts)).join(':')
      return `__codex_env_list=${name}:${words}; . ${quote(`${shells}/find/prepend.sh`)}`
    })
    .join('; ')
  if (!lists.every(({ entries }) => entries.flat().every((piece) => piece.kind === 'text'))) {
    return careful
  }
  const present = lists.map(({ name }) => `:\${${name}-}:`).join('')
  const patterns = lists.flatMap(({ entries }) =>
    entries.map((entry) => `*:${quote(renderTemplate(entry))}:*`),
  )
  const plain = lists.map(({ name, entries }) => {
    const front = quote([...new Set(entries.map(renderTemplate))].join(':'))
    return `${name}=${front}"\${${name}:+:$${name}}"`
  })
  return `case ${present} in ${[...new Set(patterns)].join(' | ')}) ${careful} ;; *) export ${plain.join(' ')} ;; esac`
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
  const { name, fallback } = piece
  if (!fallback) return `\${${name}-}`
  return `\${${name}:-\${${nameText(texts.push(fallback) - 1)}}}`
}
