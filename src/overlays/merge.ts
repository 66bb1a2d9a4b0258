import type { Changes } from '../plan/changes.js'
import { foldName } from '../variables/variable-name.js'

/** Newer changes over older ones: what they say of a name replaces what was said of it. */
export function mergeChanges(
  older: Changes,
  newer: Changes,
  platform: NodeJS.Platform = process.platform,
): Changes {
  const decided = [...Object.keys(newer.set), ...newer.unset]
  const kept = dropNames(older, decided, platform)
  const entries = Object.entries(newer.prepend)
  const prepend = entries.map(([name, list]) => {
    const before = kept.prepend[name] ?? []
    return [name, [...new Set([...list, ...before])]]
  })
  return {
    set: { ...kept.set, ...newer.set },
    unset: [...kept.unset, ...newer.unset],
    prepend: { ...kept.prepend, ...Object.fromEntries(prepend) },
  }
}

/** Changes without all that they say of some names. */
export function dropNames(
  changes: Changes,
  names: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Changes {
  const gone = new Set(names.map((name) => foldName(name, platform)))
  const stays = (name: string) => !gone.has(foldName(name, platform))
  const filter = <Value>(from: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => stays(name)))
  return {
    set: filter(changes.set),
    unset: changes.unset.filter(stays),
    prepend: filter(changes.prepend),
  }
}

/** Do changes say nothing? */
export function isEmpty({ set, unset, prepend }: Changes): boolean {
  return Object.keys(set).length + unset.length + Object.keys(prepend).length === 0
}
