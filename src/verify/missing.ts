import { belongsToProcess, type Environment } from '../variables/environment.js'
import type { Sight } from './probe.js'

/** A variable of the terminal that a command of Codex, without the shim, has not or has otherwise. */
export type Missing = { readonly name: string; readonly layer: string }

/**
 * Which variables of the terminal a command loses without the shim, and where: the call that is no login shell shows what
 * Codex passes, the first one what startup files leave of it.
 */
export function findMissing(
  terminal: Environment,
  sights: { readonly plain: Sight | undefined; readonly usual: Sight | undefined },
): readonly Missing[] {
  const { plain, usual } = sights
  return Object.entries(terminal).flatMap(([name, value]) => {
    if (belongsToProcess(name)) return []
    if (plain?.passed && plain.passed[name] === undefined) {
      return [{ name, layer: 'taken away by Codex, before any shell' }]
    }
    if (plain && plain.seen[name] !== value && plain.passed?.[name] === value) {
      return [{ name, layer: "changed by the shell's own startup" }]
    }
    if (usual && plain && usual.seen[name] !== plain.seen[name]) {
      const how = usual.seen[name] === undefined ? 'removed' : 'changed'
      return [{ name, layer: `${how} by a login profile, or by the snapshot of one` }]
    }
    return []
  })
}
