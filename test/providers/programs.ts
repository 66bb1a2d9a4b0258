import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from '../product.js'
import { findProgram, skipFor } from '../programs.js'

/** A real program that a provider asks: the system's, else the one of this folder's own package (`npm --prefix test/providers ci`). */
export function findAsked(name: string): string | undefined {
  const own = join(REPOSITORY, 'test/providers/node_modules/.bin', name)
  return findProgram(name) ?? (existsSync(own) ? own : undefined)
}

/** Is it missing here? In CI that is a failure, elsewhere a reason to skip by name. */
export function isUnasked(name: string): boolean {
  return findAsked(name) === undefined && skipFor(name)
}
