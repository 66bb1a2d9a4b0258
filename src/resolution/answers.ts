import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { guard, requireOwnFolder, writeOwnFile } from '../files/own-file.js'
import { openSealed, sealJson } from '../files/sealed-json.js'
import { isUnchanged, type Watched } from '../files/watched.js'
import { locatePlan } from '../plan/place.js'
import type { Op } from '../plan/plan.js'
import type { Environment } from '../providers/environment.js'
import type { Request } from '../providers/provider.js'
import { PLAN_FILES } from '../system/names.js'
import type { World } from '../system/world.js'

/** What a provider answered, and the files that must be as they were for it to hold. */
export type Answer = {
  readonly request: string
  readonly ops: readonly Op[]
  readonly notes: readonly string[]
  readonly watch: readonly Watched[]
}

type Stored = { readonly format: number; readonly answers: readonly Answer[] }

/** Changed whenever an answer to the same request may come out differently. */
const FORMAT = 2

/** What an answer is found by: the values of variables on which it depends are part of the question. */
export function nameRequest(
  { provider, root, args, once }: Request,
  variables: Environment = {},
): string {
  const read = Object.entries(variables)
  return JSON.stringify([
    provider,
    root,
    args,
    ...(once ? ['once'] : []),
    ...(read.length > 0 ? [read] : []),
  ])
}

/** The answers to earlier requests of a project, fresh or not. */
export function readAnswers(world: World, root: string): readonly Answer[] {
  try {
    const stored = openSealed<Stored>(readFileSync(locateAnswers(world, root), 'utf8'))
    return stored?.format === FORMAT ? stored.answers : []
  } catch {
    // Whatever is wrong with them, they can be asked for again.
    return []
  }
}

/** Keeps the answers; where nothing can be written they are asked for again. */
export async function writeAnswers(
  world: World,
  root: string,
  answers: readonly Answer[],
): Promise<void> {
  const file = locateAnswers(world, root)
  requireOwnFolder(world, world.places.cache)
  await guard(file, async () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeOwnFile(file, sealJson({ format: FORMAT, answers }))
  }).catch(() => {})
}

/** Does an answer still hold? */
export function isFresh({ watch }: Answer): boolean {
  return watch.every(isUnchanged)
}

function locateAnswers(world: World, root: string): string {
  return join(locatePlan(world, root), PLAN_FILES.answers)
}
