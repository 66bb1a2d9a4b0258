import { compileProject } from './compile.js'
import type { CompiledPlan } from './compiled.js'
import { locateDeclaration, parseDeclaration } from './declaration.js'
import { ShimError } from './errors.js'
import { readSource, requireText } from './ini/source.js'
import { classifyName, type NameClass } from './name-class.js'
import { compilePlan, type Op } from './plan.js'
import { explainProtection } from './protection.js'
import type { Request } from './providers/provider.js'
import { dropPlans, readPlan } from './store.js'
import { allow, deny, forget, requireOwnProject } from './trust.js'
import { listWorktrees } from './worktree.js'
import type { World } from './world.js'

/** One name of a declaration, as its user should see it before it takes effect. */
export type AllowedName = {
  readonly name: string
  readonly change: Op['kind'] | 'protected'
  readonly class: NameClass
}

/** What was allowed, and the plan that came of it. */
export type Allowance = {
  readonly root: string
  readonly declaration: string
  readonly digest: string
  readonly names: readonly AllowedName[]
  /** What its providers may read, and what asks again when it changes. */
  readonly files: readonly string[]
  readonly compiled: CompiledPlan
}

/** Checks a declaration, records that these bytes may be applied, and compiles them at once. */
export async function allowProject(world: World, root: string): Promise<Allowance> {
  const source = readSource(locateDeclaration(root))
  const { ops, requests, restore } = parseDeclaration(requireText(source) ?? '', root)
  if (source.kind !== 'text') throw new ShimError('no-declaration', `${source.file} is gone`)
  compilePlan([ops])
  requireOwnProject(world, root)
  const files = await listVouchedFiles(world, requests)
  const wanted = restore.map(({ pattern }) => ({ name: pattern, kind: 'restore' as const }))
  const declared = listAllowedNames([...wanted, ...ops])
  await allow(world, root, source.digest, [...new Set(declared.map(({ name }) => name))], files)
  const lastGood = readPlan(world, root)
  await forgetPlans(world, root)
  const compiled = await compileProject(world, root, lastGood)
  const provided = compiled.plan.ops.filter(({ from }) => !from.startsWith(`${source.file}:`))
  const names = listAllowedNames([...wanted, ...(requests.length > 0 ? provided : []), ...ops])
  return { root, declaration: source.file, digest: source.digest, names, files, compiled }
}

/** The files of the project for which the user vouches, besides the declaration. */
async function listVouchedFiles(
  world: World,
  requests: readonly Request[],
): Promise<readonly string[]> {
  if (requests.length === 0) return []
  const { prepareScene } = await import('./providers/resolve.js')
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

function listAllowedNames(ops: readonly Pick<Op, 'name' | 'kind'>[]): readonly AllowedName[] {
  return ops.map(({ name, kind }) => ({
    name,
    change: explainProtection(name) ? 'protected' : kind,
    class: classifyName(name),
  }))
}
