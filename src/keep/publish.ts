import { recompileProject } from '../compile/compile.js'
import { requireChangeable } from '../overlays/input.js'
import { dropNames, isEmpty, mergeChanges } from '../overlays/merge.js'
import { isSameScope, type Overlay, type Scope } from '../overlays/overlay.js'
import { changeOverlays, dropOverlays } from '../overlays/store.js'
import { NO_CHANGES } from '../plan/changes.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'

/** A thread's overlay that was not published again for so long belongs to a thread that is gone. */
export const STALE_DAYS = 30

/** Lays changes over what a scope already has, for every later command; answers the plan that has them. */
export async function publish(
  world: World,
  root: string,
  { scope, changes }: Pick<Overlay, 'scope' | 'changes'>,
): Promise<CompiledPlan> {
  requireChangeable(changes)
  if (isEmpty(changes)) {
    throw new ShimError('usage', 'nothing to publish', {
      remedy: 'give NAME=value, --prepend, --append, --from-file or --from-json',
    })
  }
  const publishedAt = world.now.toISOString()
  await changeOverlays(world, root, (overlays) => {
    const [same, others] = divide(overlays, (one) => isSameScope(one.scope, scope))
    const merged = mergeChanges(same[0]?.changes ?? NO_CHANGES, changes)
    const current = others.filter((one) => !isStale(world, one))
    return [...current, { scope, changes: merged, publishedAt }]
  })
  return recompileProject(world, root)
}

/** What `clear` drops: everything, threads long gone, or one scope: all of it, or some names. */
export type Clearing =
  | { readonly kind: 'all' | 'stale' }
  | { readonly kind: 'scope'; readonly scope: Scope; readonly names: readonly string[] }

/** Drops overlays; no later command has them. */
export async function clear(world: World, root: string, clearing: Clearing): Promise<void> {
  if (clearing.kind === 'all') await dropOverlays(world, root)
  else {
    await changeOverlays(world, root, (overlays) =>
      overlays.flatMap((one) => clearOne(world, one, clearing)),
    )
  }
  await recompileProject(world, root)
}

function clearOne(
  world: World,
  overlay: Overlay,
  clearing: Exclude<Clearing, { kind: 'all' }>,
): readonly Overlay[] {
  if (clearing.kind !== 'scope') return isStale(world, overlay) ? [] : [overlay]
  if (!isSameScope(overlay.scope, clearing.scope)) return [overlay]
  const changes =
    clearing.names.length > 0 ? dropNames(overlay.changes, clearing.names) : NO_CHANGES
  return isEmpty(changes) ? [] : [{ ...overlay, changes }]
}

/** Does an overlay belong to a thread that is surely gone? */
export function isStale({ now }: World, { scope, publishedAt }: Overlay): boolean {
  const age = now.getTime() - Date.parse(publishedAt)
  return scope.kind === 'thread' && age > STALE_DAYS * 24 * 60 * 60 * 1000
}

function divide<One>(all: readonly One[], is: (one: One) => boolean) {
  return [all.filter(is), all.filter((one) => !is(one))] as const
}
