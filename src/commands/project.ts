import { resolve } from 'node:path'
import { resolveRoot } from '../compile/compile.js'
import { findDeclarations, locateDeclaration } from '../declaration/declaration.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { ShimError } from '../system/errors.js'
import { DECLARATION, PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'

/** The project a command means: exactly the directory named, else the nearest one at or above the cwd that declares. */
export function resolveProjectRoot(world: World, dir: string | undefined): string {
  const start = resolveRoot(resolve(world.cwd, dir ?? '.'))
  const [nearest] = findDeclarations(start)
  if (nearest !== undefined && (dir === undefined || nearest === start)) return nearest
  const what = `no ${DECLARATION} ${dir === undefined ? `at or above ${start}` : `in ${start}`}`
  const remedy = nearest ? `the nearest is ${locateDeclaration(nearest)}` : `${PROGRAM} init`
  throw new ShimError('no-declaration', what, { remedy })
}

/** Why what was just kept for a project does not reach its commands as it is; '' where it does. */
export function describeProblem({ problem }: CompiledPlan): string {
  return problem && `${PROGRAM}: ${problem}\n`
}
