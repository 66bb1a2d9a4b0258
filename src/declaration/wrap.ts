import { resolve } from 'node:path'
import type { Place } from '../system/errors.js'
import { type Entry, nameEntry, rejectEntry } from './ini/entries.js'
import { requireShape } from './ini/layer.js'
import { expandProjectText } from './project-names.js'

/** The audit line has this much room for it. */
const MAX_LENGTH = 500

/** Where [wrap] begins: its first word is the program. */
export function locateWrap(entries: readonly Entry[]): Required<Place> | undefined {
  return entries.find(({ section }) => section === 'wrap')?.place
}

/** Parses [wrap]: the words of the program that is put in front of every command. */
export function parseWrap(entries: readonly Entry[]): readonly string[] {
  const own = entries.filter(({ section }) => section === 'wrap')
  for (const entry of own) {
    if (entry.key !== 'argv')
      rejectEntry(entry, `unknown key ${nameEntry(entry)}`, 'expected argv[], one word a line')
    requireShape(entry, 'list')
  }
  const [first] = own
  if (!first) return []
  if (first.value === '' || first.value.startsWith('-')) {
    rejectEntry(
      first,
      `${nameEntry(first)}: ${JSON.stringify(first.value)} is no program`,
      'expected a program, then its arguments, one a line',
    )
  }
  if (JSON.stringify(own.map(({ value }) => value)).length > MAX_LENGTH) {
    rejectEntry(
      first,
      `${nameEntry(first)} is longer than ${MAX_LENGTH} characters`,
      'put it into a script, and name that',
    )
  }
  return own.map(({ value }) => value)
}

/** The words as they are run: places expanded, a program with a slash taken relative to the project. */
export function expandWrap(wrap: readonly string[], root: string): readonly string[] {
  const [program = '', ...args] = wrap.map((word) => expandProjectText(word, root))
  if (program === '') return []
  return [program.includes('/') ? resolve(root, program) : program, ...args]
}
