import type { Declaration } from '../declaration/declaration.js'
import { expandProjectNames } from '../declaration/project-names.js'
import type { Op } from '../plan/plan.js'
import type { Resolution } from '../resolution/resolve.js'
import type { Owner } from '../secure/consent.js'
import type { World } from '../system/world.js'

/** The layers of all declarations: of each, what its providers answered, and then its own. */
export async function resolveProviders(
  world: World,
  root: string,
  declarations: readonly Declaration[],
): Promise<Resolution> {
  const requests = declarations.flatMap((one) => one.requests)
  if (requests.length === 0)
    return { layers: declarations.map(layerOf), watch: [], variables: {}, notes: [] }
  const { resolveRequests } = await import('../resolution/resolve.js')
  const answered = await resolveRequests(world, root, requests)
  const layers = declarations.flatMap((one) => [
    ...requests.flatMap((request, index) =>
      request.root === one.root ? [answered.layers[index] ?? []] : [],
    ),
    layerOf(one),
  ])
  return { ...answered, layers }
}

/** Who asks for each layer of a plan: the terminal's capture, the setup script's, the user's settings, all declarations, the overlays. */
export function listOwners(root: string, declarations: readonly Declaration[]): readonly Owner[] {
  const declared = declarations.flatMap((one): Owner[] => {
    return [...one.requests.map(() => project(one.root)), project(one.root)]
  })
  return [{ kind: 'line' }, project(root), { kind: 'user' }, ...declared, { kind: 'user' }]
}

function project(root: string): Owner {
  return { kind: 'project', root }
}

function layerOf({ ops, root }: Declaration): readonly Op[] {
  return expandProjectNames(ops, root)
}
