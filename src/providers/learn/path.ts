import { resolve } from 'node:path'
import type { Op } from '../../plan/op.js'
import { splitAround } from './list-op.js'
import type { Mark } from './marks.js'
import type { Ground } from './seen.js'

/** What a tool put in front of the PATH that it was given, and behind it. */
export type Around = { readonly front: readonly string[]; readonly behind: readonly string[] }

/**
 * PATH is never replaced: what stands before the folders that a tool was given is in front, and what is new besides is behind
 * if all of those come first, in front otherwise.
 */
export function splitPath(given: string, value: string | undefined): Around {
  if (value === undefined) return { front: [], behind: [] }
  // A folder of the base may have been put in front of it once more.
  const at = `:${value}:`.lastIndexOf(`:${given}:`)
  const split = (text: string) => (text === '' ? [] : text.split(':'))
  if (at >= 0) {
    const front = value.slice(0, Math.max(0, at - 1))
    return { front: split(front), behind: split(value.slice(at + given.length + 1)) }
  }
  const had = new Set(given.split(':'))
  return { front: value.split(':').filter((entry) => !had.has(entry)), behind: [] }
}

/** The operations on PATH; entries are relative to the project's root, and what nothing has expanded is left out. */
export function toPathOps(around: Around, root: string, ground: Ground): readonly Op[] {
  const known = ground.repeat('PATH')
  const repeat = known === 'again' || known === 'never' ? { repeat: known } : {}
  const common = { name: 'PATH', from: ground.from }
  const [front, behind] = [around.front, around.behind].map((entries) =>
    [...new Set(entries.filter((entry) => !isBroken(entry)).map((one) => resolve(root, one)))].map(
      (text) => [{ kind: 'text', text } as const],
    ),
  )
  return [
    ...(front?.length ? [{ kind: 'prepend', ...common, ...repeat, entries: front } as const] : []),
    ...(behind?.length
      ? [
          {
            kind: 'append',
            ...common,
            ...(known === 'again' ? { repeat: known } : {}),
            entries: behind,
          } as const,
        ]
      : []),
  ]
}

/** What became of PATH's mark: what is around it, and whether an entry that was there has moved. */
export function splitMarkedPath(
  value: string | undefined,
  mark: Mark,
): (Around & { readonly moved: boolean }) | undefined {
  return value === undefined ? undefined : splitAround(value, mark)
}

/** Entries that a missing expansion has left, and a PATH without the system's folders, in words. */
export function explainPath(given: string, value: string | undefined, from: string) {
  if (value === undefined || value === given) return []
  const entries = value.split(':')
  const broken = entries.find((entry) => entry !== '' && isBroken(entry))
  const notes = broken ? [`${from}: PATH holds a literal ${broken}; it is left out`] : []
  if (entries.includes('/usr/bin') || !given.split(':').includes('/usr/bin')) return notes
  return [...notes, `${from}: PATH comes without /usr/bin; what the agent has stays behind it`]
}

/** What a missing expansion leaves in a list. */
export function isBroken(entry: string): boolean {
  return entry === '' || /^(?:\$\{?[A-Za-z_:]+\}?|%PATH%)$/.test(entry)
}
