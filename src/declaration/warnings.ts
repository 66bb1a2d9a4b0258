import { type Entry, nameEntry } from './ini/entries.js'
import { LIST_SUSPICIONS } from './suspicions/list.js'
import { LITERAL_SUSPICIONS } from './suspicions/literal.js'
import { NAME_SUSPICIONS } from './suspicions/name.js'
import type { Warning } from './warning.js'

/**
 * What in a file's entries can be read and is likely a slip, in their order. A value in single quotes is taken at its word: nothing in it
 * is suspicious, so that what looks like a slip has a spelling that says it is none.
 */
export function findWarnings(entries: readonly Entry[]): readonly Warning[] {
  return [...entries.flatMap(inspectEntry), ...findRepeated(entries)].sort(
    (one, other) => one.place.line - other.place.line,
  )
}

function inspectEntry(entry: Entry): readonly Warning[] {
  const ofValue = entry.quote === "'" ? [] : [...LITERAL_SUSPICIONS, ...LIST_SUSPICIONS]
  return [...ofValue, ...NAME_SUSPICIONS].flatMap((suspect) => {
    const found = suspect(entry)
    return found ? [{ place: entry.place, ...found }] : []
  })
}

/** Words of a command line may be alike; entries of a list are there once, whoever repeats them. */
function findRepeated(entries: readonly Entry[]): readonly Warning[] {
  const first = new Map<string, Entry>()
  return entries.flatMap((entry): readonly Warning[] => {
    const { section, key, list, value, place } = entry
    if (!list || section === 'wrap' || key === 'command') return []
    const name = JSON.stringify([section, key, value])
    const earlier = first.get(name)
    if (!earlier) {
      first.set(name, entry)
      return []
    }
    const what = `${nameEntry(entry)} has this entry in line ${earlier.place.line} already`
    return [{ place, what, remedy: 'take one of the two out' }]
  })
}
