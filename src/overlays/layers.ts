import { readSource } from '../declaration/ini/source.js'
import { toOps } from '../plan/changes.js'
import type { Op, Overlays, ScopedOps } from '../plan/plan.js'
import type { Source } from '../plan/source.js'
import type { World } from '../system/world.js'
import { explainProtection } from '../variables/protection.js'
import { nameOverlay, type Overlay, toCondition } from './overlay.js'
import { locateOverlays, readOverlays } from './store.js'

/** The overlays of a project as a plan takes them: what always counts is a layer, the rest depends on the command. */
export type OverlayLayers = {
  readonly ops: readonly Op[]
  readonly overlays: Overlays | undefined
  readonly watched: readonly Source[]
}

/** Reads the overlays of a project. A plan is not made to look for them: whoever publishes compiles it anew. */
export function readOverlayLayers(world: World, root: string): OverlayLayers {
  const all = readOverlays(world, root)
  if (all.length === 0) return { ops: [], overlays: undefined, watched: [] }
  const projects = all.filter(({ scope }) => scope.kind === 'project')
  return {
    ops: projects.flatMap(listOps),
    overlays: { project: projects.length > 0, scoped: all.flatMap(toScoped) },
    watched: [readSource(locateOverlays(world, root))],
  }
}

function toScoped(overlay: Overlay): readonly ScopedOps[] {
  const when = toCondition(overlay.scope)
  // A protected name may have been published before it became one.
  const ops = listOps(overlay).filter(({ name }) => !explainProtection(name))
  return when ? [{ when, ops }] : []
}

function listOps(overlay: Overlay): readonly Op[] {
  return toOps(overlay.changes, nameOverlay(overlay))
}
