import { hash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeOwnJson } from '../files/own-json.js'
import type { World } from '../system/world.js'

/** What the user decided about one project. */
export type Decision =
  | {
      readonly decision: 'allowed'
      readonly root: string
      /** sha256 of the declaration's bytes. */
      readonly digest: string
      readonly allowedAt: string
      readonly names: readonly string[]
      /** sha256 of each file that a provider may read for it, by its path relative to the root; '' where there was none. */
      readonly files?: Readonly<Record<string, string>>
      /** Names that secure mode lets through because the user named them. */
      readonly consented?: readonly string[]
    }
  | { readonly decision: 'denied'; readonly root: string; readonly deniedAt: string }

/** What was decided about a project, if anything was. */
export function readDecision(world: World, root: string): Decision | undefined {
  try {
    const decision = JSON.parse(readFileSync(locateDecision(world, root), 'utf8')) as Decision
    return decision.root === root ? decision : undefined
  } catch {
    // What cannot be read was not decided.
    return undefined
  }
}

/** Remembers what was decided. */
export async function writeDecision(world: World, decision: Decision): Promise<void> {
  await writeOwnJson(world, locateDecision(world, decision.root), decision)
}

/** Forgets what was decided about a project. */
export function forget(world: World, root: string): void {
  rmSync(locateDecision(world, root), { force: true })
}

function locateDecision(world: World, root: string): string {
  const name = hash('sha256', root)
  return join(world.places.state, 'trust', `${name}.json`)
}
