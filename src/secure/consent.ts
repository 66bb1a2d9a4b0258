import { type Declaration, locateDeclaration } from '../declaration/declaration.js'
import type { Wanted } from '../declaration/restore.js'
import type { Op, Vet } from '../plan/plan.js'
import type { SecureSettings } from '../settings/secure.js'
import type { World } from '../system/world.js'
import { readConsent } from '../trust/trust.js'
import { makeLook } from './folder.js'
import { vetOp } from './rules.js'

/** Who asks for the operations of a layer: the user, a project, or whoever wrote the line that each comes from. */
export type Owner =
  | { readonly kind: 'user' }
  | { readonly kind: 'project'; readonly root: string }
  | { readonly kind: 'line' }

/** What the judgement of a plan's layers is made of. */
export type Layering = {
  readonly owners: readonly Owner[]
  readonly declarations: readonly (Declaration & { readonly digest: string })[]
  readonly wanted: readonly Wanted[]
}

/** Judges each operation by the user's settings, and by what they consented to for the project that asks for it. */
export function makeVet(world: World, secure: SecureSettings, layering: Layering): Vet {
  const { owners, declarations, wanted } = layering
  const { mode, folders } = secure
  const rules = { mode, home: world.home, look: makeLook(world.uid, folders) }
  const consents = new Map(
    declarations.map(({ root, digest }) => [root, readConsent(world, root, digest)]),
  )
  return (op, layer) => {
    const root = findRoot(op, owners[layer], declarations)
    const pattern = wanted.find(({ from }) => op.kind === 'restore' && from === op.from)?.pattern
    const consented = consents.get(root ?? '') ?? []
    return vetOp(op, { isUser: root === undefined, consented, pattern }, rules)
  }
}

/** The project that asks for an operation; undefined for the user. */
function findRoot(
  op: Op,
  owner: Owner | undefined,
  declarations: readonly Declaration[],
): string | undefined {
  if (owner?.kind === 'project') return owner.root
  if (owner?.kind !== 'line') return undefined
  return declarations.find(({ root }) => op.from.startsWith(`${locateDeclaration(root)}:`))?.root
}
