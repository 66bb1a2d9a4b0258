import { type CompiledPlan, listDeclared, renderNames, touchesProxy } from '../compiled.js'
import type { Piece, Template } from '../expansion.js'
import type { Source } from '../ini/source.js'
import { PLAN_FORMAT, PROGRAM } from '../names.js'
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
 */
export function renderPlan(compiled: CompiledPlan, shells: string): string {
  return [
    `# ${PROGRAM} plan, format ${PLAN_FORMAT}, of ${JSON.stringify(compiled.root)}`,
    ...compiled.watched.map((source, index) => renderWatch(source, index === 0)),
    renderPlace(compiled.root),
    renderJson(compiled),
    ...renderHead(compiled),
    ...renderChanges(compiled.plan.ops, shells),
    'return 0',
    '',
  ].join('\n')
}

const STALE = '[ "${__codex_env_stale-}" ] || return 1'

/** The staleness rule: each watched file has the bytes it had, or is as absent as it was. The first has been read. */
function renderWatch(source: Source, isRead: boolean): string {
  const file = quote(source.file)
  switch (source.kind) {
    case 'text':
      return isRead
        ? `case $REPLY in ${quote(source.text)}) ;; *) ${STALE} ;; esac`
        : `{ [ -f ${file} ] && ! IFS='' read -r -d '' REPLY <${file} && [ "$REPLY" = ${quote(source.text)} ]; } || ${STALE}`
    case 'absent':
      return `[ ! -e ${file} ] || ${STALE}`
    case 'directory':
      return `[ -d ${file} ] || ${STALE}`
    case 'unreadable':
      return `[ -e ${file} ] && [ ! -r ${file} ] || ${STALE}`
    case 'unusable':
      // Bytes that cannot be compared here: looked at anew each time.
      return STALE
  }
}

/** A plan counts only where it was made for, whatever links lead there. */
function renderPlace(root: string): string {
  const dir = root === '/' ? '' : root
  return `case $__codex_env_dir in ${quote(dir)}) ;; *) [ "$__codex_env_dir" -ef ${quote(root)} ] || return 1 ;; esac`
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

/** The operations as statements, in their order; neighbours of one kind share a statement, which is what makes them fast. */
export function renderChanges(ops: readonly Op[], shells: string): readonly string[] {
  const lines: string[] = []
  for (const group of groupOps(ops)) {
    const texts: Texts = []
    const statement = renderGroup(group, texts, shells)
    const [first] = group
    const isProxied = first !== undefined && isProxyName(first.name)
    lines.push(...texts.map((text, index) => `${nameText(index)}=${quote(text)}`))
    lines.push(
      isProxied ? `case \${CODEX_NETWORK_PROXY_ACTIVE-} in '')\n${statement} ;;\nesac` : statement,
    )
  }
  return lines
}

/** A statement's values are all expanded before the first is set, so one that refers to another starts a new group. */
function groupOps(ops: readonly Op[]): readonly (readonly Op[])[] {
  const groups: Op[][] = []
  for (const op of ops) {
    const last = groups.at(-1)
    if (last?.every((other) => areAlike(op, other) && !refersTo(op, other.name))) last.push(op)
    else groups.push([op])
  }
  return groups
}

function areAlike(op: Op, other: Op): boolean {
  return (
    op.kind === other.kind &&
    op.kind !== 'prepend' &&
    isProxyName(op.name) === isProxyName(other.name)
  )
}

function refersTo(op: Op, name: string): boolean {
  return (
    op.kind === 'set' && op.value.some((piece) => piece.kind === 'inherited' && piece.name === name)
  )
}

function renderGroup(group: readonly Op[], texts: Texts, shells: string): string {
  const sets = group.flatMap((op) =>
    op.kind === 'set' ? [`${op.name}=${renderWord(op.value, texts)}`] : [],
  )
  const unsets = group.flatMap((op) => (op.kind === 'unset' ? [op.name] : []))
  const prepends = group.flatMap((op) =>
    op.kind === 'prepend' ? [renderPrepend(op.name, op.entries, texts, shells)] : [],
  )
  return [
    ...(sets.length > 0 ? [`export ${sets.join(' \\\n  ')}`] : []),
    ...(unsets.length > 0 ? [`unset ${unsets.join(' ')}`] : []),
    ...prepends,
  ].join('\n')
}

/** Where none of the entries is in the list yet, which is the usual case, they are put in front without more ado. */
function renderPrepend(
  name: string,
  entries: readonly Template[],
  texts: Texts,
  shells: string,
): string {
  const words = [...new Set(entries.map((entry) => renderEntry(entry, texts)))]
  const careful = [
    `. ${quote(`${shells}/prepend.sh`)}`,
    `__codex_env_prepend "\${${name}-}" ${words.join(' ')}`,
    'unset -f __codex_env_prepend',
    // A list that was absent stays absent if every entry turns out to be dropped.
    `case $__codex_env_list in ?*) export ${name}="$__codex_env_list" ;; esac`,
  ].join('; ')
  if (!entries.every((entry) => entry.every((piece) => piece.kind === 'text'))) return careful
  const patterns = words.map((word) => `*:${word}:*`).join(' | ')
  const plain = `export ${name}=${words.join(':')}"\${${name}:+:$${name}}"`
  return `case :\${${name}-}: in ${patterns}) ${careful} ;;\n*) ${plain} ;; esac`
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
