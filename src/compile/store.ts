import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as fish from '../dialects/fish.js'
import { renderAlias } from '../dialects/posix/watches.js'
import * as posix from '../dialects/posix.js'
import { guard, requireOwnFolder, writeOwnFile } from '../files/own-file.js'
import { openSealed, sealJson } from '../files/sealed-json.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { locatePlan } from '../plan/place.js'
import { PLAN_FILES, PLAN_FORMAT } from '../system/names.js'
import { readClock, type World } from '../system/world.js'

/** What plan.json holds: the compiled plan, of the watched files only their names. */
export type StoredPlan = Omit<CompiledPlan, 'watched'> & {
  readonly format: typeof PLAN_FORMAT
  readonly watched: readonly { readonly kind: string; readonly file: string }[]
}

/** Stores a plan in every dialect, each file whole or not at all; the one the hook looks at last. */
export async function writePlan(world: World, compiled: CompiledPlan): Promise<void> {
  const folder = locatePlan(world, compiled.root)
  requireOwnFolder(world, world.places.cache)
  await guard(folder, async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const shells = join(world.places.data, 'shells')
    writeOwnFile(join(folder, PLAN_FILES.json), renderStored(compiled))
    writeOwnFile(join(folder, PLAN_FILES.fish), fish.renderPlan(compiled))
    // What was read for it may have been edited meanwhile: the plan is as old as the reading, from its first moment on.
    const read = readingTime(world.now, compiled.watched)
    writeOwnFile(join(folder, PLAN_FILES.posix), posix.renderPlan(compiled, shells), read)
    dropDebris(folder)
  })
}

/** What a compiler that was killed left under a temporary name (a number is appended); one that is at it has just begun. */
const DEBRIS = /^(?:posix\.sh|plan\.json|plan\.fish|providers\.json)(?:\.\d+)+$/
const DEBRIS_MS = 60_000

function dropDebris(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => DEBRIS.test(one))) {
    const file = join(folder, name)
    const stat = statSync(file, { throwIfNoEntry: false })
    if (stat && Math.abs(readClock().getTime() - stat.mtimeMs) > DEBRIS_MS) {
      rmSync(file, { force: true })
    }
  }
}

/** A file's time comes from the kernel's coarser clock, which may lag this much behind ours. */
export const CLOCK_LAG_MS = 20

/**
 * The time a plan carries: any edit after the files were read is later. Where a file system keeps whole seconds only,
 * an edit in the second of the reading would look older, so the plan is put before that second.
 */
function readingTime(now: Date, watched: CompiledPlan['watched']): Date {
  const read = now.getTime() - CLOCK_LAG_MS
  const isCoarse = watched.some(({ file }) => isWholeSecond(file))
  return new Date(isCoarse ? Math.floor(read / 1000) * 1000 - 1 : read)
}

function isWholeSecond(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stat !== undefined && stat.mtimeNs % 1_000_000_000n === 0n
}

/** Lets a plan be found under another path of the same project (a symbolic link to it, as in $PWD). */
export async function linkPlan(world: World, root: string, path: string): Promise<void> {
  const folder = locatePlan(world, path)
  const alias = renderAlias(root, join(locatePlan(world, root), PLAN_FILES.posix))
  await guard(folder, async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeOwnFile(join(folder, PLAN_FILES.posix), alias)
  })
}

/** The stored plan of a project, if there is one that this version understands. */
export function readPlan(world: World, root: string): StoredPlan | undefined {
  try {
    const text = readFileSync(join(locatePlan(world, root), PLAN_FILES.json), 'utf8')
    const stored = openSealed<StoredPlan>(text)
    return stored?.format === PLAN_FORMAT && stored.root === root ? stored : undefined
  } catch {
    // Whatever is wrong with it, it can be made again.
    return undefined
  }
}

/** Forgets the plans of a directory and of everything below it. */
export async function dropPlans(world: World, root: string): Promise<void> {
  const folder = dirname(locatePlan(world, root))
  requireOwnFolder(world, world.places.cache)
  await guard(folder, async () => rmSync(folder, { recursive: true, force: true }))
}

function renderStored(compiled: CompiledPlan): string {
  const watched = compiled.watched.map(({ kind, file }) => ({ kind, file }))
  const stored: StoredPlan = { format: PLAN_FORMAT, ...compiled, watched }
  return sealJson(stored)
}
