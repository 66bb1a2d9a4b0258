import { type Choose, KEEP, listRows, mapRows, type Row } from '../plan/choose.js'
import { joinPieces, renderTemplate, type Template } from '../plan/expansion.js'
import type { SecureMode } from '../plan/modes.js'
import type { Ignored, Op, Vetted } from '../plan/plan.js'
import { classifyName, type NameClass } from '../variables/name-class.js'
import type { Look } from './folder.js'
import { isCodePath, joinList, judgeEntry, splitList } from './search-path.js'

/** What every operation is judged by. */
export type Rules = {
  readonly mode: SecureMode
  readonly home: string
  readonly look: Look
}

/** Who asks for an operation: the user needs nobody's consent, a project has it for some names. */
export type Asker = {
  readonly isUser: boolean
  readonly consented: readonly string[]
  /** The pattern by which a captured variable was meant; undefined for all else. */
  readonly pattern?: string | undefined
}

/** Which names need consent, by what they can do. */
const NEEDS_CONSENT: Readonly<Record<NameClass, readonly SecureMode[]>> = {
  'loads code': ['default', 'strict'],
  'steers the loader': ['default', 'strict'],
  'names a program': ['strict'],
  'secret-like': ['strict'],
  'search path': [],
  plain: [],
}

/** What is left of an operation, and what was taken out of it. */
export function vetOp(op: Op, asker: Asker, rules: Rules): Vetted {
  if (rules.mode === 'off' || op.kind === 'unset') return { op, refused: [] }
  const reason = isHarmless(op) ? undefined : explainName(op, asker, rules)
  if (reason) return { op: undefined, refused: [refuse(op, reason)] }
  // Who consents to a search path by its name has seen whose it is.
  if (asker.isUser || asker.consented.includes(op.name)) return { op, refused: [] }
  return vetEntries(op, rules)
}

/** Options of Node that load nothing: how much memory it may take, and what it says (nodejs.org/api/cli.html). */
const NODE_LIMITS =
  /^(?:\s*--(?:max-old-space-size|max-semi-space-size|stack-trace-limit|enable-source-maps|no-warnings|no-deprecation|trace-warnings|trace-deprecation|trace-uncaught|throw-deprecation)(?:[=_-]\d+)?(?=\s|$))+\s*$/

/** Does an operation add to NODE_OPTIONS only what loads no code? */
function isHarmless(op: Op): boolean {
  if (op.name !== 'NODE_OPTIONS' || (op.kind !== 'set' && op.kind !== 'choose')) return false
  const rows = op.kind === 'choose' ? listRows(op) : [{ kind: 'set', value: op.value } as const]
  return rows.every((row) => {
    if (row.kind !== 'set') return row.kind === 'keep'
    const isOwn = row.value.every((piece) => piece.kind === 'text' || piece.name === op.name)
    const texts = row.value.map((piece) => (piece.kind === 'text' ? piece.text : ' '))
    return isOwn && NODE_LIMITS.test(texts.join(''))
  })
}

function explainName({ name }: Op, asker: Asker, { mode }: Rules): string | undefined {
  const isByPattern = asker.pattern?.includes('*') ?? false
  if (mode === 'strict' && isByPattern) {
    return `${JSON.stringify(asker.pattern)} is a pattern; strict mode restores only what is named`
  }
  if (asker.consented.includes(name) || (asker.isUser && !isByPattern)) return undefined
  const kind = classifyName(name)
  return NEEDS_CONSENT[kind].includes(mode) ? `needs your consent by name (${kind})` : undefined
}

function vetEntries(op: Exclude<Op, { kind: 'unset' }>, rules: Rules): Vetted {
  if (op.kind === 'prepend' || op.kind === 'append')
    return keep(op, op.entries, rules, (entries) => ({ ...op, entries }))
  if (!isCodePath(op.name)) return { op, refused: [] }
  if (op.kind === 'choose') return vetRows(op, rules)
  if (op.kind === 'set') {
    const entries = splitList(op.name, op.value)
    return keep(op, entries, rules, (kept) => ({ ...op, value: joinPieces(joinList(kept)) }))
  }
  const value: Template = [{ kind: 'text', text: op.value }]
  const entries = splitList(op.name, value)
  return keep(op, entries, rules, (kept) => ({ ...op, value: renderTemplate(joinList(kept)) }))
}

/** Each row by itself: one of which nothing is left changes nothing. */
function vetRows(op: Choose, rules: Rules): Vetted {
  const refused: Ignored[] = []
  const vetRow = (row: Row): Row => {
    if (row.kind !== 'set') return row
    const { name, from } = op
    const vetted = vetEntries({ kind: 'set', name, value: row.value, from }, rules)
    refused.push(...vetted.refused)
    return vetted.op?.kind === 'set' ? { kind: 'set', value: vetted.op.value } : KEEP
  }
  const vetted = mapRows(op, vetRow)
  const isGone = listRows(vetted).every(({ kind }) => kind === 'keep')
  const distinct = [...new Map(refused.map((one) => [one.reason, one])).values()]
  return { op: isGone ? undefined : vetted, refused: distinct }
}

/** An empty value is no list: nothing is looked for then. */
function keep(
  op: Op,
  entries: readonly Template[],
  { mode, home, look }: Rules,
  rebuild: (kept: readonly Template[]) => Op,
): Vetted {
  if (entries.flat().length === 0 && entries.length < 2) return { op, refused: [] }
  const judged = entries.map((entry) => ({
    entry,
    objection: isOwnValue(op, entry)
      ? undefined
      : judgeEntry(entry, { name: op.name, mode, home, look }),
  }))
  const refused = judged.flatMap(({ objection }) =>
    objection ? [{ ...refuse(op, objection.reason), ...objection }] : [],
  )
  if (refused.length === 0) return { op, refused }
  const kept = judged.filter(({ objection }) => !objection).map(({ entry }) => entry)
  return { op: kept.length > 0 ? rebuild(kept) : undefined, refused }
}

/** What the agent has in the variable stays, whatever it is. */
function isOwnValue({ name, kind }: Op, [first, ...rest]: Template): boolean {
  return kind === 'set' && first?.kind === 'inherited' && first.name === name && rest.length === 0
}

function refuse({ name, from }: Op, reason: string): Ignored {
  return { name, reason, from, rule: 'secure' }
}
