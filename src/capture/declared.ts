import {
  findDeclarations,
  locateDeclaration,
  parseDeclaration,
} from '../declaration/declaration.js'
import { readSource } from '../declaration/ini/source.js'
import type { World } from '../system/world.js'
import { judge } from '../trust/trust.js'
import { mustBeWrittenOut } from '../variables/name-pattern.js'

/**
 * The names that the nearest allowed project wants restored: a capture made there takes them too. What looks like a secret is
 * the user's to name, not a project's.
 */
export function findDeclaredNames(world: World): readonly string[] {
  for (const root of findDeclarations(world.cwd)) {
    const source = readSource(locateDeclaration(root))
    if (source.kind === 'text' && judge(world, root, source.digest) === 'allowed') {
      const patterns = parseDeclaration(source.text, root).restore.map(({ pattern }) => pattern)
      return patterns.filter((pattern) => pattern.includes('*') || !mustBeWrittenOut(pattern))
    }
  }
  return []
}
