import { dirname } from 'node:path'
import {
  type Declaration,
  locateDeclaration,
  parseDeclaration,
} from '../declaration/declaration.js'
import { readSource } from '../declaration/ini/source.js'
import type { Source } from '../plan/source.js'
import type { World } from '../system/world.js'
import { judge } from '../trust/trust.js'

/** What a project inherits, and every file whose change could change that. */
export type Above = {
  readonly declarations: readonly (Declaration & { readonly digest: string })[]
  readonly watched: readonly Source[]
}

/** What a project inherits that does not inherit. */
export const NOTHING_ABOVE: Above = { declarations: [], watched: [] }

/** The allowed declarations above, outermost first, as far up as each goes on to inherit. */
export function readAbove(world: World, root: string): Above {
  const dir = dirname(root)
  if (dir === root) return NOTHING_ABOVE
  const source = readSource(locateDeclaration(dir))
  const isAllowed = source.kind === 'text' && judge(world, dir, source.digest) === 'allowed'
  const declaration = isAllowed
    ? { ...parseDeclaration(source.text, dir), digest: source.digest }
    : undefined
  const further = !declaration || declaration.inherit ? readAbove(world, dir) : NOTHING_ABOVE
  return {
    declarations: [...further.declarations, ...(declaration ? [declaration] : [])],
    watched: [source, ...further.watched],
  }
}
