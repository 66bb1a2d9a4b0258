import type { PageEnvironment, PageName } from '../data.js'

/** How the environments of two commands of a project differ in a name, and how that is drawn. */
export const DIFFERENCES = {
  appeared: '+',
  vanished: '−',
  changed: '≠',
  /** It is taken away from what the agent has. */
  unset: '×',
  /** It was, and now the agent's own one is there. */
  kept: '↩',
} as const

export type Difference = { readonly name: string; readonly kind: keyof typeof DIFFERENCES }

/** What is different between the environments of two commands of a project. */
export type Change = {
  readonly differences: readonly Difference[]
  /** The plan is another one, and of some names it is not known whether their values are. */
  readonly isUncertain: boolean
}

/** Compares two environments; nothing where they are the same. */
export function compareEnvironments(
  before: PageEnvironment,
  after: PageEnvironment,
): Change | undefined {
  if (before === after) return undefined
  const [old, now] = [groupNames(before), groupNames(after)]
  const names = [...new Set([...old.keys(), ...now.keys()])]
  const differences = names.flatMap((name) => compareName(name, old.get(name), now.get(name)))
  const isUncertain =
    before.plan !== after.plan && [...old.values(), ...now.values()].some(isUnknown)
  return differences.length > 0 || isUncertain ? { differences, isUncertain } : undefined
}

type Names = ReadonlyMap<string, readonly PageName[]>

/** What is left alone is as if it had not been asked for. */
function groupNames({ names }: PageEnvironment): Names {
  const touched = names.filter(({ change }) => change !== 'protected')
  return Map.groupBy(touched, ({ name }) => name)
}

function compareName(
  name: string,
  old: readonly PageName[] | undefined,
  now: readonly PageName[] | undefined,
): readonly Difference[] {
  const [was, is] = [describe(old), describe(now)]
  if (was === is) return was === 'given' && isChanged(old, now) ? [{ name, kind: 'changed' }] : []
  if (is === 'given') return [{ name, kind: 'appeared' }]
  if (is === 'unset') return [{ name, kind: 'unset' }]
  return [{ name, kind: was === 'given' ? 'vanished' : 'kept' }]
}

function describe(names: readonly PageName[] | undefined): 'given' | 'unset' | 'untouched' {
  if (!names) return 'untouched'
  return names.every(({ change }) => change === 'removed') ? 'unset' : 'given'
}

function isChanged(old: readonly PageName[] = [], now: readonly PageName[] = []): boolean {
  const kinds = (all: readonly PageName[]) =>
    all
      .map(({ change }) => change)
      .sort()
      .join()
  return kinds(old) !== kinds(now) || now.some((one) => isOtherValue(one, old))
}

function isOtherValue({ change, version }: PageName, old: readonly PageName[]): boolean {
  const before = old.find((one) => one.change === change)?.version
  return version !== undefined && before !== undefined && version !== before
}

/** A name that is removed has no value. */
function isUnknown(names: readonly PageName[]): boolean {
  return names.some(({ change, version }) => version === undefined && change !== 'removed')
}
