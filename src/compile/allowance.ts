import { locateDeclaration, parseDeclaration } from '../declaration/declaration.js'
import { readSource, requireText } from '../declaration/ini/source.js'
import { expandProjectNames } from '../declaration/project-names.js'
import { listWorktrees } from '../files/worktree.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { compilePlan, type Ignored, type Op, type Plan } from '../plan/plan.js'
import { maskValue, sortAsRead } from '../plan/reading.js'
import type { Request } from '../providers/provider.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { forget } from '../trust/decision.js'
import { allow, deny, readConsent, requireOwnProject } from '../trust/trust.js'
import { classifyName, type NameClass } from '../variables/name-class.js'
import { explainProtection } from '../variables/protection.js'
import { compileProject } from './compile.js'
import { dropPlans, readPlan } from './store.js'

/** One name of a declaration, as its user should see it before it takes effect. */
export type AllowedName = {
  readonly name: string
  readonly change: Op['kind'] | 'protected' | 'refused'
  readonly class: NameClass
  /** What it gets, as it is written; secrets are masked. Absent where it gets nothing. */
  readonly value?: string
}

/** What was allowed, and the plan that came of it. */
export type Allowance = {
  readonly root: string
  readonly declaration: string
  readonly digest: string
  readonly names: readonly AllowedName[]
  /** Names that secure mode lets through because the user named them. */
  readonly consented: readonly string[]
  /** What secure mode leaves out, entries of lists among it. */
  readonly refused: readonly Ignored[]
  /** What its providers may read, and what asks again when it changes. */
  readonly files: readonly string[]
  readonly compiled: CompiledPlan
  /** What was in force until now, where other bytes were. */
  readonly before?: Plan
}

/** Checks a declaration, records that these bytes may be applied, and compiles them at once. */
export async function allowProject(
  world: World,
  root: string,
  consents: readonly string[] = [],
): Promise<Allowance> {
  const source = readSource(locateDeclaration(root))
  const { ops, requests, restore } = parseDeclaration(requireText(source) ?? '', root)
  if (source.kind !== 'text') throw new ShimError('no-declaration', `${source.file} is gone`)
  compilePlan([ops])
  requireOwnProject(world, root)
  const files = await listVouchedFiles(world, requests)
  const wanted = restore.map(({ pattern }) => ({ name: pattern, kind: 'restore' as const }))
  const declared = listAllowedNames([...wanted, ...ops])
  const asked = [...new Set(declared.map(({ name }) => name))]
  await allow(world, root, { digest: source.digest, names: asked, files, consents })
  const lastGood = readPlan(world, root)
  await forgetPlans(world, root)
  const compiled = await compileProject(world, root, lastGood)
  const provided = compiled.plan.ops.filter(({ from }) => !from.startsWith(`${source.file}:`))
  const own = sortAsRead(expandProjectNames(ops, root))
  const names = listAllowedNames([...wanted, ...(requests.length > 0 ? provided : []), ...own])
  const refused = compiled.plan.ignored.filter(({ rule }) => rule === 'secure')
  const consented = readConsent(world, root, source.digest)
  return {
    root,
    declaration: source.file,
    digest: source.digest,
    names: names.map((one) => markRefused(one, compiled, refused)),
    consented,
    refused,
    files,
    compiled,
    ...(lastGood?.allowed && lastGood.allowed !== source.digest ? { before: lastGood.plan } : {}),
  }
}

/** Of a list some entries may be refused; the name is only where nothing of it is left. */
function markRefused(
  one: AllowedName,
  { plan }: CompiledPlan,
  refused: readonly Ignored[],
): AllowedName {
  const isGone = !plan.ops.some(({ name, kind }) => name === one.name && kind === one.change)
  return isGone && refused.some(({ name }) => name === one.name)
    ? { ...one, change: 'refused' }
    : one
}

/** The files of the project for which the user vouches, besides the declaration. */
async function listVouchedFiles(
  world: World,
  requests: readonly Request[],
): Promise<readonly string[]> {
  if (requests.length === 0) return []
  const { prepareScene } = await import('../resolution/resolve.js')
  const scenes = await Promise.all(requests.map((request) => prepareScene(world, request)))
  const trusts = scenes.map(({ provider, scene }) => provider.trusted(scene))
  return [...new Set(trusts.flatMap((trust) => (trust.by === 'allow' ? trust.files : [])))]
}

/** Records that nothing of a project may be applied, and stops applying it. */
export async function denyProject(world: World, root: string): Promise<void> {
  await deny(world, root)
  await forgetPlans(world, root)
}

/** Knows nothing of a project any more. */
export async function forgetProject(world: World, root: string): Promise<void> {
  forget(world, root)
  await forgetPlans(world, root)
}

/** Plans below the project may inherit from it, and its worktrees are trusted with it. */
async function forgetPlans(world: World, root: string): Promise<void> {
  for (const dir of [root, ...listWorktrees(root)]) await dropPlans(world, dir)
}

/** Patterns of [restore] among them, whose values are not in the file. */
function listAllowedNames(
  ops: readonly (Op | { readonly name: string; readonly kind: 'restore' })[],
): readonly AllowedName[] {
  return ops.map((op) => {
    const { name, kind } = op
    const value = kind === 'restore' || kind === 'unset' ? undefined : maskValue(op)
    return {
      name,
      // What is restored may be a pattern, which is no name.
      change: kind !== 'restore' && explainProtection(name) ? 'protected' : kind,
      class: classifyName(name),
      ...(value === undefined ? {} : { value }),
    }
  })
}
