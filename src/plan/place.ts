import { join } from 'node:path'
import { PLAN_FOLDER, PLANS } from '../system/names.js'
import type { World } from '../system/world.js'

/** Where the plan of the project at `root` is, whether it exists or not: a folder, with what goes with it. */
export function locatePlan({ places }: Pick<World, 'places'>, root: string): string {
  return join(places.cache, PLANS, root, PLAN_FOLDER)
}
