import { resolveProject } from '../compile/compile.js'
import { findDeclarations } from '../declaration/declaration.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'

/** The plan that a command in a directory gets: of the nearest project that is allowed; none where nothing applies. */
export async function resolveApplied(world: World, dir: string): Promise<CompiledPlan | undefined> {
  if (world.env[VARIABLES.switch] === 'off') return undefined
  for (const root of findDeclarations(dir)) {
    const compiled = await resolveProject(world, root)
    if (compiled.state !== 'untrusted') return compiled
  }
  return undefined
}
