import { type Changes, listChanged } from '../plan/changes.js'
import { foldName } from '../variables/variable-name.js'

/** Newer changes over older ones: what they say of a name replaces what was said of it. */
export function mergeChanges(
  older: Changes,
  newer: Changes,
  platform: NodeJS.Platform = process.platform,
): Changes {
  const decided = [...Object.keys(newer.set), ...newer.unset]
  const kept = dropNames(older, decided, platform)
  const prepend = Object.entries(newer.prepend).map(([name, list]) => {
    return [name, [...new Set([...list, ...(kept.prepend[name] ?? [])])]]
  })
  const append = Object.entries(newer.append ?? {}).map(([name, list]) => {
    return [name, [...new Set([...(kept.append?.[name] ?? []), ...list])]]
  })
  return {
    set: { ...kept.set, ...newer.set },
    unset: [...kept.unset, ...newer.unset],
    prepend: { ...kept.prepend, ...Object.fromEntries(prepend) },
    ...(kept.append || append.length > 0
      ? { append: { ...kept.append, ...Object.fromEntries(append) } }
      : {}),
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
  const append = filter(changes.append ?? {})
  return {
    set: filter(changes.set),
    unset: changes.unset.filter(stays),
    prepend: filter(changes.prepend),
    ...(Object.keys(append).length > 0 ? { append } : {}),
  }
}

/** Do changes say nothing? */
export function isEmpty(changes: Changes): boolean {
  return listChanged(changes).length === 0
}
