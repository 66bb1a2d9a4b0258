import { dirname, join } from 'node:path'
import { type CompiledPlan, listDeclared, renderNames, touchesProxy } from '../compiled.js'
import { type Piece, renderTemplate, type Template } from '../expansion.js'
import type { Source } from '../ini/source.js'
import { DECLARATION, PLAN_FORMAT, PROGRAM } from '../names.js'
import type { Op } from '../plan.js'
import { isProxyName } from '../protection.js'

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

/**
 * The plan as bash and zsh source it on a command's way: it checks itself, says what the audit line says of it, and
 * makes its changes. docs/plan.md describes the protocol; `shells` is the folder of the installed hot path.
 * Every byte of it is parsed on every command, so what is not needed there stands behind the last `return`.
 */
export function renderPlan(compiled: CompiledPlan, shells: string): string {
  // The hot path itself looks at the project's declaration and the user's settings: every plan depends on them.
  const [own, , ...others] = compiled.watched
  return [
    ...others.map(renderWatch),
    renderJson(compiled),
    ...renderHead(compiled),
    ...renderChanges(compiled.plan.ops, shells),
    'return 0',
    `# ${PROGRAM} plan, format ${PLAN_FORMAT}, of ${JSON.stringify(own?.file ?? compiled.root)}`,
    '',
  ].join('\n')
}

const STALE = '[ "${__codex_env_stale-}" ] || return 1'

/**
 * The staleness rule: a plan is fresh while it is newer than every file it was made from and than that file's folder
 * (where a file of any age may have been moved in or away), and while what was absent is absent. The shells ask the same
 * of the project's own declaration before they read the plan.
 */
function renderWatch(source: Source): string {
  if (source.kind === 'absent') return `[ ! -e ${quote(source.file)} ] || ${STALE}`
  const newer = [source.file, dirname(source.file)].map(
    (path) => `[ "$__codex_env_plan" -nt ${quote(path)} ]`,
  )
  return `{ ${newer.join(' && ')}; } || ${STALE}`
}

/** Lets the plan in `plan` be found from another path to its project, for as long as that path leads there. */
export function renderAlias(root: string, plan: string): string {
  const newer = [DECLARATION, dirname(DECLARATION)].map(
    (path) => `[ "$__codex_env_plan" -nt ${quote(join(root, path))} ]`,
  )
  return [
    `[ "$__codex_env_dir" -ef ${quote(root)} ] || return 1`,
    `__codex_env_plan=${quote(plan)}`,
    `{ [ -O "$__codex_env_plan" ] && ${newer.join(' && ')}; } || ${STALE}`,
    '. "$__codex_env_plan"',
    '',
  ].join('\n')
}

function renderJson(compiled: CompiledPlan): string {
  const { root, digest, state, plan } = compiled
  const head = JSON.stringify({ project: root, plan: digest, state }).slice(1, -1)
  const members = (when: 'usual' | 'proxied') => quote(`${head},${renderNames(plan, when)}`)
  const usual = `__codex_env_json=${members('usual')}`
  if (!touchesProxy(plan)) return usual
  return `${usual}\ncase \${CODEX_NETWORK_PROXY_ACTIVE-} in ?*) __codex_env_json=${members('proxied')} ;; esac`
}

/** A plain plan is applied at once; what needs care says so, and is applied only by a shell that asks for it. */
function renderHead(compiled: CompiledPlan): readonly string[] {
  const { state, login, onError, problem, plan } = compiled
  if (state === 'fresh' && login === 'suppress')
    return ['case $__codex_env_ask in head) return 0 ;; esac']
  return [
    `__codex_env_state=${quote(state)}`,
    `__codex_env_login=${quote(login)}`,
    `__codex_env_declared=${quote(listDeclared(plan).join(' '))}`,
    ...(onError === 'refuse' ? ['__codex_env_refuse=1'] : []),
    ...(problem ? [`__codex_env_problem=${quote(problem)}`] : []),
    state === 'untrusted' ? 'return 2' : 'case $__codex_env_ask in apply) ;; *) return 2 ;; esac',
  ]
}

/**
 * The operations as statements, in their order. Neighbours share one statement, which is what makes them fast; a group of
 * lists first looks whether an entry is there already, which needs care.
 */
export function renderChanges(ops: readonly Op[], shells: string): readonly string[] {
  return groupOps(ops).flatMap((group) => {
    const texts: Texts = []
    const statement = renderGroup(group, texts, shells)
    const [first] = group
    const isProxied = first !== undefined && isProxyName(first.name)
    return [
      ...texts.map((text, index) => `${nameText(index)}=${quote(text)}`),
      isProxied ? `case \${CODEX_NETWORK_PROXY_ACTIVE-} in '')\n${statement} ;;\nesac` : statement,
    ]
  })
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
      return `__codex_env_list=${name}:${words}; . ${quote(`${shells}/prepend.sh`)}`
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
