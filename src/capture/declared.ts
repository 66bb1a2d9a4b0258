import { findDeclarations, locateDeclaration, parseDeclaration } from '../declaration.js'
import { readSource } from '../ini/source.js'
import { mustBeWrittenOut } from '../name-pattern.js'
import { judge } from '../trust.js'
import type { World } from '../world.js'

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
