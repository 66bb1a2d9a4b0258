import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropOldest } from '../files/oldest.js'
import { requireOwnFolder, writeOwnFile } from '../files/own-file.js'
import { openSealed, sealJson } from '../files/sealed-json.js'
import type { CompiledPlan } from '../plan/compiled.js'
import type { Plan } from '../plan/plan.js'
import type { World } from '../system/world.js'

/** A plan that was in force once, so that `log --explain` can tell what a command was given. */
export type PastPlan = {
  readonly root: string
  readonly digest: string
  readonly plan: Plan
}

/** As many plans are kept; of more, the oldest go. */
const LIMIT = 500

/** Keeps a plan for later. What cannot be kept is no reason not to compile. */
export async function keepPlan(world: World, compiled: CompiledPlan): Promise<void> {
  const { root, digest, plan } = compiled
  const file = locatePast(world, root, digest)
  if (plan.ops.length === 0 || existsSync(file)) return
  try {
    requireOwnFolder(world, world.places.state)
    mkdirSync(locateHistory(world), { recursive: true, mode: 0o700 })
    const past: PastPlan = { root, digest, plan }
    writeOwnFile(file, sealJson(past))
    dropOldest(locateHistory(world), LIMIT)
  } catch {
    // A sandbox leaves the state folder read-only.
  }
}

/** The plan of a project by its digest, if it is still known. */
export function readPastPlan(world: World, root: string, digest: string): PastPlan | undefined {
  try {
    return openSealed(readFileSync(locatePast(world, root, digest), 'utf8'))
  } catch {
    return undefined
  }
}

function locateHistory({ places }: World): string {
  return join(places.state, 'plans')
}

/** The same changes may come of other lines in another project. */
function locatePast(world: World, root: string, digest: string): string {
  const project = hash('sha256', root).slice(0, 8)
  const name = /^[0-9a-f]+$/.test(digest) ? digest : 'unknown'
  return join(locateHistory(world), `${name}-${project}.json`)
}
