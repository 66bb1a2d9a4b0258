import type { Watched } from '../files/watched.js'
import { isProxyName } from '../variables/protection.js'
import type { LoginMode, OnError, SecureMode } from './modes.js'
import type { Op, Plan } from './plan.js'
import type { Source } from './source.js'

/**
 * `fresh`: what is declared now; `last-good`: what was declared before it broke; `failed`: it is allowed, and cannot be made, and never was:
 * nothing is applied; `untrusted`: nothing is applied; `none`: nothing is declared.
 */
export type PlanState = 'fresh' | 'last-good' | 'failed' | 'untrusted' | 'none'

/** A plan with everything that the shells must know of it; a dialect renders it. */
export type CompiledPlan = {
  readonly root: string
  readonly state: PlanState
  /** 16 hex digits that name what is applied; equal ones apply the same. */
  readonly digest: string
  readonly login: LoginMode
  readonly onError: OnError
  /** The secure mode it was made in; those before secure mode have none. */
  readonly secure?: SecureMode
  /** Does the user want to know how a command ended? */
  readonly exit?: boolean
  /** One line for the user, or ''. */
  readonly problem: string
  /** All that is wrong, one error a member, where that line has not room for it. */
  readonly faults?: readonly string[]
  readonly plan: Plan
  /** The plan is stale as soon as one of these is no longer as it was found. */
  readonly watched: readonly Source[]
  /** The same of what providers read; these may be folders. */
  readonly provided?: readonly Watched[]
  /** Variables of the command on which providers' answers depend: the plan is stale where one has another value, '' for none. */
  readonly variables?: Readonly<Record<string, string>>
  /** What is put in front of every command. */
  readonly wrap?: readonly string[]
  /** Where that is declared: file and line. */
  readonly wrapFrom?: string
  /** What a person who asks for the status should know; no command is told. */
  readonly notes?: readonly string[]
  /** The digest of the project's own declaration whose plan this is; '' if nothing was allowed. */
  readonly allowed: string
}

/** The audit line's limit leaves this many bytes for all names together; what overlays may need is taken from it. */
const MAX_NAMES = 1000
const MAX_OVERLAYS = 400

type Names = {
  readonly set: readonly string[]
  /** Lists that get entries, in front or behind. */
  readonly prepended: readonly string[]
  readonly removed: readonly string[]
  readonly restored: readonly string[]
  readonly protected: readonly string[]
  /** Only where there are any. */
  readonly refused?: readonly string[]
}

/** The names a plan touches, by what happens to them; `proxied` while the agent's network proxy is active. */
export function listNames(plan: Plan, when: 'usual' | 'proxied'): Names {
  const kept = (name: string) => when === 'proxied' && isProxyName(name)
  const of = (...kinds: readonly Op['kind'][]) =>
    plan.ops.filter((op) => kinds.includes(op.kind) && !kept(op.name)).map(({ name }) => name)
  const ignored = plan.ignored.filter(({ rule }) => !rule).map(({ name }) => name)
  const refused = plan.ignored.filter(({ rule }) => rule === 'secure').map(({ name }) => name)
  return {
    set: distinct(of('set', 'choose')),
    prepended: distinct(of('prepend', 'append')),
    removed: distinct(of('unset')),
    restored: distinct(of('restore')),
    protected: distinct([...ignored, ...plan.ops.map(({ name }) => name).filter(kept)]),
    ...(refused.length > 0 ? { refused: distinct(refused) } : {}),
  }
}

/** The names as members of the audit line's JSON object. */
export function renderNames(plan: Plan, when: 'usual' | 'proxied'): string {
  const names = listNames(plan, when)
  const whole = renderMembers(names)
  const limit = plan.overlays ? MAX_NAMES - MAX_OVERLAYS : MAX_NAMES
  return whole.length <= limit ? whole : `${renderMembers(cutNames(names, limit))},"names_cut":true`
}

/** Every name the plan changes. */
export function listDeclared(plan: Plan): readonly string[] {
  return distinct(plan.ops.map(({ name }) => name))
}

/** Does the plan touch a variable that the agent's network proxy protects? */
export function touchesProxy(plan: Plan): boolean {
  return plan.ops.some(({ name }) => isProxyName(name))
}

function renderMembers(names: Names): string {
  return JSON.stringify(names).slice(1, -1)
}

/** Keeps the first names of each kind, as many as fit. */
function cutNames(names: Names, limit: number): Names {
  let room = limit - renderMembers(cutTo(names, () => [])).length
  return cutTo(names, (list) =>
    list.filter((name) => {
      room -= name.length + 3
      return room >= 0
    }),
  )
}

function cutTo(names: Names, cut: (list: readonly string[]) => readonly string[]): Names {
  return {
    set: cut(names.set),
    prepended: cut(names.prepended),
    removed: cut(names.removed),
    restored: cut(names.restored),
    protected: cut(names.protected),
    ...(names.refused ? { refused: cut(names.refused) } : {}),
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
