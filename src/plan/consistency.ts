import type { Template } from './expansion.js'
import type { Op, Plan } from './plan.js'

/** A variable that says which environment is active, the folder that must then come first, and the programs it is about. */
const ACTIVE = [
  { name: 'CONDA_PREFIX', bin: (value: string) => `${value}/bin`, tools: ['python'] },
  { name: 'VIRTUAL_ENV', bin: (value: string) => `${value}/bin`, tools: ['python'] },
  { name: 'NVM_BIN', bin: (value: string) => value, tools: ['node'] },
] as const

type Checked = { readonly plan: Plan; readonly notes: readonly string[] }

/**
 * Sees to it that PATH and the variables which name an active environment say the same. What providers made is put right; what a
 * declaration says is left as it is, and named. `has` tells whether a program exists.
 */
export function checkConsistency(plan: Plan, has: (program: string) => boolean): Checked {
  const start: Checked = { plan, notes: findBroken(plan) }
  return ACTIVE.reduce((checked, active) => checkActive(checked, active, has), start)
}

function checkActive(
  { plan, notes }: Checked,
  { name, bin, tools }: (typeof ACTIVE)[number],
  has: (program: string) => boolean,
): Checked {
  const set = plan.ops.find((op) => op.kind === 'set' && op.name === name)
  const value = set?.kind === 'set' ? literal(set.value) : undefined
  if (!set || !value) return { plan, notes }
  const folder = bin(value)
  // Who chooses what PATH becomes says where the folder stands.
  if (plan.ops.some((op) => op.kind === 'choose' && op.name === 'PATH')) return { plan, notes }
  const path = listPath(plan)
  const at = path.findIndex((one) => one.entry === folder)
  const before = at < 0 ? [] : path.slice(0, at)
  const shadow = before.findLast(({ entry }) =>
    tools.some((tool) => has(`${folder}/${tool}`) && has(`${entry}/${tool}`)),
  )
  if (at >= 0 && !shadow) return { plan, notes }
  // A virtual environment made from conda's Python stands in front of it, and that is how both are meant.
  if (shadow && name === 'CONDA_PREFIX' && plan.ops.some((op) => op.name === 'VIRTUAL_ENV'))
    return { plan, notes }
  const what = shadow
    ? `${shadow.entry} comes before ${folder} in PATH`
    : `${folder} is not in PATH`
  const culprit = shadow?.from ?? set.from
  if (isDeclared(culprit))
    return { plan, notes: [...notes, `${name} is ${value}, but ${what} (${culprit})`] }
  return {
    plan: raise(plan, folder, set.from),
    notes: [...notes, `${name} is ${value}, and ${what}: it is put in front (${culprit})`],
  }
}

/** Puts a folder in front of what providers put into PATH, and behind what the declaration does. */
function raise(plan: Plan, folder: string, from: string): Plan {
  const without = plan.ops.flatMap((op): readonly Op[] => {
    if (op.kind !== 'prepend' || op.name !== 'PATH') return [op]
    const entries = op.entries.filter((entry) => literal(entry) !== folder)
    return entries.length > 0 ? [{ ...op, entries }] : []
  })
  const last = without.findLastIndex((op) => !isDeclared(op.from))
  const raised: Op = {
    kind: 'prepend',
    name: 'PATH',
    entries: [[{ kind: 'text', text: folder }]],
    from,
  }
  return { ...plan, ops: [...without.slice(0, last + 1), raised, ...without.slice(last + 1)] }
}

/** The plan's own entries of PATH, the first one first. */
function listPath({ ops }: Plan): readonly { readonly entry: string; readonly from: string }[] {
  const lists = ops.flatMap((op) => (op.kind === 'prepend' && op.name === 'PATH' ? [op] : []))
  return lists
    .reverse()
    .flatMap(({ entries, from }) => entries.map((entry) => ({ entry: literal(entry) ?? '', from })))
}

function findBroken(plan: Plan): readonly string[] {
  const broken = listPath(plan).filter(({ entry }) => /\$\{?PATH\b|%PATH%/.test(entry))
  return broken.map(({ entry, from }) => `PATH holds ${entry}, which nothing expands (${from})`)
}

/** A line of an ini file, where a provider names itself. */
function isDeclared(from: string): boolean {
  return /:\d+$/.test(from)
}

function literal(template: Template): string | undefined {
  const [first, ...rest] = template
  return first?.kind === 'text' && rest.length === 0 ? first.text : undefined
}
