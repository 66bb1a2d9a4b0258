import { resolve } from 'node:path'
import { requireAgentProcess } from '../agents/running.js'
import { resolveRoot } from '../compile/compile.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { EMPTY_PLAN } from '../plan/plan.js'
import type { World } from '../system/world.js'
import { type Environment, readTerminal } from '../variables/environment.js'
import { resolveApplied } from './applied.js'
import { applyPlan } from './effective.js'

/** What a command in a directory would get. */
export type Effective = {
  readonly directory: string
  /** In words: whose environment it starts from. */
  readonly base: string
  readonly before: Environment
  readonly after: Environment
  /** What applies there, if anything does. */
  readonly compiled: CompiledPlan | undefined
}

/** Finds out what a command in a directory would get; `agent`: one that a running agent starts, by its pid if it has one. */
export async function readEffective(
  world: World,
  dir: string | undefined,
  agent: unknown,
): Promise<Effective> {
  const directory = resolveRoot(resolve(world.cwd, dir ?? '.'))
  const { base, before } = readBase(world, agent)
  const compiled = await resolveApplied({ ...world, env: before }, directory)
  const after = applyPlan(compiled?.plan ?? EMPTY_PLAN, before)
  return { directory, base, before, after, compiled }
}

function readBase(world: World, agent: unknown): Pick<Effective, 'base' | 'before'> {
  if (agent === undefined) return { base: 'this terminal', before: readTerminal(world) }
  const process = requireAgentProcess(world, typeof agent === 'number' ? agent : undefined)
  return { base: `agent ${process.pid}`, before: process.environment ?? {} }
}
