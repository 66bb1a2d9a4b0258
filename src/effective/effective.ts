import { type Choose, fits, listHeld, type Match } from '../plan/choose.js'
import { cutPart, type Piece, type Template } from '../plan/expansion.js'
import type { Append, Op, Plan, Prepend } from '../plan/plan.js'
import { VARIABLES } from '../system/names.js'
import type { Environment } from '../variables/environment.js'
import { makeEnvironment } from '../variables/environment.js'
import { isProxyName } from '../variables/protection.js'

/**
 * The environment that a plan makes of another: the same changes in the same order as the shells make when they source
 * it (dialects/, shells/find/lists.sh). test/scenarios compares the two.
 */
export function applyPlan(plan: Plan, environment: Environment): Environment {
  const values = new Map(Object.entries(environment))
  for (const op of listEffective(plan, environment)) applyOp(op, values)
  return makeEnvironment(values)
}

/**
 * The changes of a plan that take place in this environment: those of the overlays that count here come last, and an active
 * network proxy keeps its variables.
 */
export function listEffective(plan: Plan, environment: Environment): readonly Op[] {
  const ops = [...plan.ops, ...listOverlaid(plan, environment)]
  if (!environment['CODEX_NETWORK_PROXY_ACTIVE']) return ops
  return ops.filter(({ name }) => !isProxyName(name))
}

/** Of the thread that started this one, of this one, and chosen by name, in this order (dialects/posix/overlays.ts). */
function listOverlaid({ overlays }: Plan, environment: Environment): readonly Op[] {
  const { CODEX_SESSION_ID: session, CODEX_THREAD_ID: thread } = environment
  const of = (kind: string, value: string | undefined) =>
    (overlays?.scoped ?? []).filter(({ when }) => when.kind === kind && when.value === value)
  return [
    ...(session === thread ? [] : of('thread', session)),
    ...of('thread', thread),
    ...of('name', environment[VARIABLES.overlay]),
  ].flatMap(({ ops }) => ops)
}

type Values = Map<string, string>

function applyOp(op: Op, values: Values): void {
  switch (op.kind) {
    case 'set':
      values.set(op.name, expand(op.value, values))
      return
    case 'prepend':
      prepend(op, values)
      return
    case 'append':
      append(op, values)
      return
    case 'choose':
      choose(op, values)
      return
    case 'unset':
      values.delete(op.name)
      return
    case 'restore':
      if (op.name === 'PATH') values.set('PATH', rejoin(op.value, values.get('PATH') ?? ''))
      else if (!values.has(op.name)) values.set(op.name, op.value)
  }
}

/** Each entry once, in front, in their order; a list that was absent stays so if nothing is left of them. */
function prepend({ name, entries, repeat, open }: Prepend, values: Values): void {
  const list = values.get(name) ?? ''
  const had = repeat === 'never' ? list.split(':') : []
  const wanted = entries.map((entry) => expandEntry(entry, values))
  const front = new Set(wanted.filter((entry) => entry && !had.includes(entry)))
  if (front.size === 0) return
  const text = [...front].join(':')
  if ((repeat === 'again' || open) && `${list}:`.startsWith(`${text}:`)) return
  const rest = list.split(':').filter((entry) => repeat || !front.has(entry))
  const behind = list === '' ? '' : rest.join(':')
  values.set(name, `${text}${behind || open ? `:${behind}` : ''}`)
}

/** Each entry that the list lacks, behind it. */
function append({ name, entries, repeat, open }: Append, values: Values): void {
  const list = values.get(name) ?? ''
  const wanted = [...new Set(entries.map((entry) => expandEntry(entry, values)).filter(Boolean))]
  if (repeat && `:${list}`.endsWith(`:${wanted.join(':')}`)) return
  const had = list.split(':')
  const added = repeat ? wanted : wanted.filter((entry) => !had.includes(entry))
  if (added.length > 0) values.set(name, [...(list || open ? [list] : []), ...added].join(':'))
}

function choose(op: Choose, values: Values): void {
  const holds = ({ name, like }: Match) => fits(values.get(name) ?? '', like)
  if (listHeld(op).some((like) => holds({ name: op.name, like }))) return
  if (op.unless?.some((matches) => matches.every(holds))) return
  const decisive = values.get(op.on)
  const row = decisive === undefined ? op.unset : decisive === '' ? op.empty : op.else
  if (row.kind === 'unset') values.delete(op.name)
  else if (row.kind === 'set') values.set(op.name, expand(row.value, values))
}

/** Each entry that is lost goes before the next one of the former list that is there, or else to the end (shells/find/lists.sh). */
function rejoin(former: string, list: string): string {
  if (`:${list}:`.includes(`:${former}:`)) return list
  const rest = list === '' ? [] : list.split(':')
  const waiting: string[] = []
  for (const entry of new Set(former.split(':').filter(Boolean))) {
    const at = rest.indexOf(entry)
    if (at < 0) waiting.push(entry)
    else rest.splice(at, 0, ...waiting.splice(0))
  }
  return [...rest, ...waiting].join(':')
}

/** An entry made from a variable that is unset or empty is dropped whole. */
function expandEntry(entry: Template, values: Values): string {
  const lacks = entry.some(
    (piece) =>
      piece.kind === 'inherited' && piece.fallback === undefined && !values.get(piece.name),
  )
  return lacks ? '' : expand(entry, values)
}

function expand(template: Template, values: Values): string {
  return template
    .map((piece) => (piece.kind === 'text' ? piece.text : expandInherited(piece, values)))
    .join('')
}

function expandInherited(
  { name, fallback = '', lead = '', trail = '', part }: Extract<Piece, { kind: 'inherited' }>,
  values: Values,
): string {
  const value = values.get(name)
  return value ? `${lead}${cutPart(value, part)}${trail}` : fallback
}
