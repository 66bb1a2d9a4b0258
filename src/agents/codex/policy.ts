import { join } from 'node:path'
import { VARIABLES } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { isTable, readToml, type TomlPath, type TomlTable } from '../../toml/toml.js'
import { type Change, planTables } from './change.js'
import {
  FILTERS,
  INCLUDE_ONLY,
  LOGIN,
  POLICY,
  requireShape,
  SET,
  SNAPSHOT,
  SNAPSHOT_V2,
} from './shape.js'

/** A variable by which a shell finds our hook, and the one that keeps what the user had there. */
export type Hook = { readonly name: string; readonly value: string; readonly keeper: string }

/** How it is to be done. */
export type Wish = {
  /** Leave login shells and the snapshot alone. */
  readonly keepLogin: boolean
  /** What an earlier `enable` changed. */
  readonly known: readonly Change[]
}

/** What makes a bash and a zsh of this installation's user run our hook. */
export function listHooks({ places: { data } }: World): readonly Hook[] {
  const shells = join(data, 'shells')
  return [
    { name: 'BASH_ENV', value: join(shells, 'hook.bash'), keeper: VARIABLES.userBashEnv },
    { name: 'ZDOTDIR', value: join(shells, 'zdotdir'), keeper: VARIABLES.userZdotdir },
  ]
}

/** What must change in a config that means `meaning` for our hook to run in every command. */
export function planChanges(
  world: World,
  meaning: TomlTable,
  file: string,
  { keepLogin, known }: Wish,
): readonly Change[] {
  requireShape(meaning, file)
  const hooks = listHooks(world).flatMap((hook) => planHook(world, meaning, hook, known))
  const variables = [...hooks, ...planLevel(meaning)]
  const flags = keepLogin ? [] : [LOGIN, SNAPSHOT].flatMap((path) => planOff(meaning, path))
  const sets = [
    ...variables,
    ...flags,
    ...planSnapshotOff(meaning),
    ...planFilters(meaning, variables),
  ]
  const tables = planTables(
    meaning,
    sets.map(({ path }) => path),
  )
  return [...sets, ...planIncludes(meaning, variables), ...tables]
}

/**
 * In Codex's sandbox bash takes itself for a remote shell and skips BASH_ENV, unless SHLVL is at least 1. Knowing it also
 * tells the command's own shell, one level up, from those that a profile starts.
 */
function planLevel(meaning: TomlTable): readonly SetChange[] {
  const own = readText(meaning, [...SET, 'SHLVL'])
  const level = (Number(own ?? 1) || 0) + 1
  const sets = own === undefined ? [setVariable('SHLVL', '1')] : []
  return [...sets, setVariable(VARIABLES.level, String(level))]
}

/** What an earlier `enable` left in a config, as far as it can be known without its record. */
export function findOrphans(world: World, meaning: TomlTable): readonly Change[] {
  const hooks = listHooks(world).flatMap(({ name, value, keeper }): readonly Change[] => {
    if (readToml(meaning, [...SET, name]) !== value) return []
    const kept = readText(meaning, [...SET, keeper])
    return kept === undefined
      ? [setVariable(name, value)]
      : [setVariable(name, value, kept), setVariable(keeper, kept)]
  })
  const level = readText(meaning, [...SET, VARIABLES.level])
  return hooks.length > 0 && level !== undefined
    ? [...hooks, setVariable(VARIABLES.level, level)]
    : hooks
}

type SetChange = Extract<Change, { readonly kind: 'set' }>

function planHook(
  world: World,
  meaning: TomlTable,
  hook: Hook,
  known: readonly Change[],
): readonly SetChange[] {
  const own = readText(meaning, [...SET, hook.name])
  const former = own ?? readInherited(world, meaning, hook) ?? findKept(known, hook)
  const keep = former && former !== hook.value ? [setVariable(hook.keeper, former)] : []
  return [setVariable(hook.name, hook.value, own), ...keep]
}

/** The terminal's own value, where the policy would have let it through. */
function readInherited(world: World, meaning: TomlTable, hook: Hook): string | undefined {
  const inherit = readToml(meaning, [...POLICY, 'inherit']) ?? 'all'
  const value = inherit === 'all' ? world.env[hook.name] : undefined
  return value && value !== hook.value ? value : undefined
}

/** What another terminal had when it enabled: a terminal without it is no reason to forget it. */
function findKept(known: readonly Change[], { keeper }: Hook): string | undefined {
  const change = known.find(({ path }) => path.at(-1) === keeper)
  return change?.kind === 'set' && typeof change.to === 'string' ? change.to : undefined
}

function planOff(meaning: TomlTable, path: TomlPath): readonly SetChange[] {
  const from = readToml(meaning, path)
  if (from === false) return []
  return [{ kind: 'set', path, to: false, ...(from === true ? { from } : {}) }]
}

/** No hook can act in what the newer snapshot starts, so it cannot stay even where login shells do. */
function planSnapshotOff(meaning: TomlTable): readonly SetChange[] {
  const isOn = readToml(meaning, SNAPSHOT_V2) === true
  return isOn ? [{ kind: 'set', path: SNAPSHOT_V2, to: false, from: true }] : []
}

/** The patterns by which names get through the filters; empty where they let all through that they do not exclude. */
export function listIncluded(meaning: TomlTable): readonly string[] {
  const filters = readToml(meaning, FILTERS)
  if (!isTable(filters)) return []
  return Object.keys(filters).filter((pattern) => filters[pattern] === 'include')
}

/** Filters that include something take everything else away, of what the policy itself sets, too. */
function planFilters(meaning: TomlTable, variables: readonly SetChange[]): readonly SetChange[] {
  const patterns = listIncluded(meaning)
  if (patterns.length === 0) return []
  return variables
    .map(({ path }) => path.at(-1) ?? '')
    .filter((name) => !patterns.some((pattern) => matchesPattern(pattern, name)))
    .map((name) => {
      const from = readText(meaning, [...FILTERS, name])
      const path = [...FILTERS, name]
      return { kind: 'set', path, to: 'include', ...(from === undefined ? {} : { from }) }
    })
}

/** A policy that lists what it lets through must list ours; an empty list lets everything through. */
function planIncludes(meaning: TomlTable, variables: readonly SetChange[]): readonly Change[] {
  const patterns = readToml(meaning, INCLUDE_ONLY)
  if (!Array.isArray(patterns) || patterns.length === 0) return []
  const elements = variables
    .map(({ path }) => path.at(-1) ?? '')
    .filter((name) => !patterns.some((pattern) => matchesPattern(String(pattern), name)))
  return elements.length > 0 ? [{ kind: 'add', path: INCLUDE_ONLY, elements }] : []
}

/** Does a name match one of Codex's patterns: `*` and `?`, in any case? */
export function matchesPattern(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(name)
}

function setVariable(name: string, to: string, from?: string): SetChange {
  return { kind: 'set', path: [...SET, name], to, ...(from === undefined ? {} : { from }) }
}

function readText(meaning: TomlTable, path: TomlPath): string | undefined {
  const value = readToml(meaning, path)
  return typeof value === 'string' ? value : undefined
}
