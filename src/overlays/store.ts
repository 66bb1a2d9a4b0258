import { hash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { holdLock } from '../files/lock.js'
import { guard, requireOwnFolder } from '../files/own-file.js'
import { readOwnJson, writeOwnJson } from '../files/own-json.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import type { Overlay } from './overlay.js'

type Stored = { readonly root: string; readonly overlays: readonly Overlay[] }

/** Where a project's overlays are, whether there are any or not. */
export function locateOverlays(world: World, root: string): string {
  const name = hash('sha256', root)
  // A folder of its own: a plan that watches a file watches its folder, too.
  return join(world.places.state, 'overlays', name, 'overlays.json')
}

/** The overlays of a project. */
export function readOverlays(world: World, root: string): readonly Overlay[] {
  const file = locateOverlays(world, root)
  const stored = readOwnJson(world, file, `${PROGRAM} overlay clear --all`) as Stored | undefined
  return stored?.overlays ?? []
}

/** Changes the overlays of a project; of two who do so at once, one waits. */
export async function changeOverlays(
  world: World,
  root: string,
  change: (overlays: readonly Overlay[]) => readonly Overlay[],
): Promise<void> {
  const file = locateOverlays(world, root)
  requireOwnFolder(world, world.places.state)
  await guard(file, async () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  })
  await holdLock(`${dirname(file)}.lock`, async () => {
    const overlays = change(readOverlays(world, root))
    if (overlays.length > 0) await writeOwnJson(world, file, { root, overlays } satisfies Stored)
    else await guard(file, async () => rmSync(file, { force: true }))
  })
}

/** Drops all overlays of a project, readable or not. */
export async function dropOverlays(world: World, root: string): Promise<void> {
  const file = locateOverlays(world, root)
  await guard(file, async () => rmSync(file, { force: true }))
}
