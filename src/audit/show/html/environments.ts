import { readPastPlan } from '../../../compile/plan-history.js'
import type { Op, Plan } from '../../../plan/plan.js'
import type { World } from '../../../system/world.js'
import type { AuditRecord } from '../../read/record.js'
import type { NameChange, PageEnvironment, PageName } from './data.js'

/** The distinct environments of the commands that it is shown, by their places. */
export type Environments = {
  readonly place: (record: AuditRecord) => number | undefined
  readonly all: () => readonly PageEnvironment[]
}

/** Collects environments. Of values it tells which are equal, never what they are. */
export function collectEnvironments(world: World): Environments {
  const places = new Map<string, number>()
  const found: PageEnvironment[] = []
  const count = makeCounter()
  const place = (record: AuditRecord) => {
    const { project, plan } = record
    if (project === undefined) return undefined
    const { overlays, wrap, names_cut: isCut } = record
    const key = makeKey(record)
    const known = places.get(key)
    if (known !== undefined) return known
    const lists = listNames(record)
    const past = plan ? readPastPlan(world, project, plan)?.plan : undefined
    const names = describeNames(isCut && past ? listPlan(past) : lists, past, (name, value) =>
      count(`${project}\0${name}`, value),
    )
    places.set(key, found.length)
    found.push({ plan: plan ?? '', names, overlays, wrap, isCut: isCut && !past })
    return found.length - 1
  }
  return { place, all: () => found }
}

/** Equal for records whose environments are. Names have no spaces; what may have anything in it goes in as JSON. */
function makeKey(record: AuditRecord): string {
  const { project, plan, overlays, wrap, names_cut } = record
  const names = KINDS.map((kind) => record[kind].join(' ')).join('\n')
  const rest = overlays.length + wrap.length === 0 ? '' : JSON.stringify([overlays, wrap])
  return `${names}\n${plan}\n${names_cut}\n${rest}\n${project}`
}

const KINDS = ['set', 'prepended', 'removed', 'restored', 'overlaid', 'protected'] as const

type Named = readonly [NameChange, string]

function listNames(record: AuditRecord): readonly Named[] {
  return KINDS.flatMap((change) => record[change].map((name): Named => [change, name]))
}

const CHANGES = {
  set: 'set',
  prepend: 'prepended',
  append: 'prepended',
  choose: 'set',
  unset: 'removed',
  restore: 'restored',
} as const satisfies Record<Op['kind'], NameChange>

function listPlan({ ops }: Plan): readonly Named[] {
  const all = ops.map(({ kind, name }) => [CHANGES[kind], name] as const)
  return [...new Map(all.map((one) => [one.join(), one])).values()]
}

type Count = (name: string, value: string) => number

function describeNames(lists: readonly Named[], plan: Plan | undefined, count: Count) {
  return lists.map(([change, name]): PageName => {
    const ops = plan?.ops.filter((op) => op.name === name && CHANGES[op.kind] === change) ?? []
    const from = ops.at(-1)?.from
    if (from === undefined) return { name, change }
    const version = count(name, JSON.stringify(ops.map(({ from: _, ...value }) => value)))
    return { name, change, from, version }
  })
}

/** Numbers the values of each name in the order in which they come. */
function makeCounter(): Count {
  const versions = new Map<string, Map<string, number>>()
  return (name, value) => {
    const known = versions.get(name) ?? new Map<string, number>()
    versions.set(name, known)
    const version = known.get(value) ?? known.size + 1
    known.set(value, version)
    return version
  }
}
