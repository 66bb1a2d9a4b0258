import { readRoutes } from '../agents/codex/routes.js'
import { readEffective } from '../effective/reading.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { type Check, type Finding, type Patient, warn } from './check.js'
import { CHECKS } from './checks.js'

/** A check and what it found. */
export type Examined = Pick<Check, 'id' | 'title'> & Finding

/** Makes every check in a directory. */
export async function examine(world: World, dir: string | undefined): Promise<readonly Examined[]> {
  const effective = await readEffective(world, dir, undefined)
  const patient: Patient = { world, effective, routes: findRoutes(world) }
  const examined: Examined[] = []
  for (const { id, title, run } of CHECKS) {
    world.tell(`looking at: ${title}`)
    examined.push({ id, title, ...(await runCheck(run, patient)) })
  }
  world.tell('')
  return examined
}

/** What a check stumbles over is a finding, too; the others go on. */
async function runCheck(run: Check['run'], patient: Patient): Promise<Finding> {
  try {
    return await run(patient)
  } catch (error) {
    return warn([error instanceof Error ? error.message : String(error)], 'mend that first')
  }
}

function findRoutes(world: World): Patient['routes'] {
  try {
    return readRoutes(world)
  } catch (error) {
    if (error instanceof ShimError) return error
    throw error
  }
}
