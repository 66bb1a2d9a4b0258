import { statSync } from 'node:fs'
import { readRestored, readSetupLayer } from '../capture/layers.js'
import { locateSetup } from '../capture/store.js'
import type { Wanted } from '../declaration/restore.js'
import { readOverlayLayers } from '../overlays/layers.js'
import { locateOverlays } from '../overlays/store.js'
import type { Op, Overlays } from '../plan/plan.js'
import type { Source } from '../plan/source.js'
import type { World } from '../system/world.js'

/** What the user has kept for a project outside its declaration. */
export type Kept = {
  /** Layers below all that is declared. */
  readonly below: readonly (readonly Op[])[]
  /** The layer above it. */
  readonly above: readonly Op[]
  readonly overlays: Overlays | undefined
  readonly watched: readonly Source[]
}

/** Reads the captures and the overlays that count for a project. */
export function readKept(world: World, root: string, wanted: readonly Wanted[]): Kept {
  const terminal = readRestored(world, wanted)
  const setup = readSetupLayer(world, root)
  const { ops, overlays, watched } = readOverlayLayers(world, root)
  return {
    below: [terminal.ops, setup.ops],
    above: ops,
    overlays,
    watched: [...terminal.watched, ...setup.watched, ...watched],
  }
}

/** Tells one state of what is kept for one project alone from another. */
export function stampKept(world: World, root: string): string {
  const files = [locateOverlays(world, root), locateSetup(world, root)]
  const stats = files.map((file) => statSync(file, { throwIfNoEntry: false }))
  return stats.map((stat) => (stat ? `${stat.ino}:${stat.mtimeMs}` : '')).join(' ')
}
