import type { Op } from '../plan/plan.js'
import { isNamePattern, matchesName } from '../variables/name-pattern.js'
import { explainProtection } from '../variables/protection.js'
import { type Entry, nameEntry, rejectEntry } from './ini/entries.js'
import { attemptEach, type Faults } from './ini/faults.js'
import { requireShape } from './ini/layer.js'
import { suggestName, suggestNames } from './ini/remedies.js'

/** Names that are to be taken from the captured terminal, and the line that asks for them. */
export type Wanted = { readonly pattern: string; readonly from: string }

/** What was captured: names and values. */
export type Captured = Readonly<Record<string, string>>

/** Parses [restore]; what is wrong is kept in `faults`. */
export function parseRestore(entries: readonly Entry[], faults: Faults): readonly Wanted[] {
  const own = entries.filter(({ section }) => section === 'restore')
  return attemptEach(faults, own, parseWanted)
}

/** What of the captured terminal is wanted, in the order of its names. */
export function selectRestored(wanted: readonly Wanted[], captured: Captured): readonly Op[] {
  return Object.keys(captured)
    .sort()
    .flatMap((name): readonly Op[] => {
      const line = wanted.find(({ pattern }) => matchesName(pattern, name))
      // A `*` that happens to mean a protected name asks for nothing.
      if (!line || (line.pattern !== name && explainProtection(name))) return []
      return [{ kind: 'restore', name, value: captured[name] ?? '', from: line.from }]
    })
}

function parseWanted(entry: Entry): Wanted {
  const { key, value, place } = entry
  if (key !== 'names') {
    rejectEntry(entry, `unknown key ${nameEntry(entry)}`, suggestNames(entry))
  }
  requireShape(entry, 'list')
  if (!isNamePattern(value)) {
    rejectEntry(
      entry,
      `[restore] ${JSON.stringify(value)} is not a variable name`,
      suggestName(value).replace('digits and _', 'digits, _ and *'),
    )
  }
  return { pattern: value, from: `${place.file}:${place.line}` }
}
