import type { Item } from './item.js'

/** What the reader asks for; an empty text asks for nothing. */
export type Filter = {
  readonly text: string
  readonly project: string
  readonly thread: string
  readonly state: string
  readonly route: string
  readonly kind: string
  /** Milliseconds since 1970; NaN stands for no limit. */
  readonly from: number
  readonly until: number
}

/** What `kind` can ask for, and how it is called. */
export const KINDS = {
  change: 'environment changes',
  restored: 'something restored',
  removed: 'something removed',
  problem: 'problems and refusals',
  gap: 'gaps of the log',
} as const

/** The items that a filter lets pass. */
export function filterItems(items: readonly Item[], filter: Filter): readonly Item[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return items.filter(
    (item) =>
      words.every((word) => item.haystack.includes(word)) &&
      isWithin(item, filter) &&
      isOfKind(item, filter.kind) &&
      hasFields(item, filter),
  )
}

/** Text that is no record has no time: it is shown wherever a time is asked for. */
function isWithin({ ms }: Item, { from, until }: Filter): boolean {
  return !(ms < from) && !(ms > until)
}

/** What is missing from the log may have been anything: a gap passes, as on the command line. */
function hasFields({ entry }: Item, { project, thread, state, route }: Filter): boolean {
  if (entry.kind !== 'command') return true
  return (
    is(entry.project, project) &&
    is(entry.thread, thread) &&
    is(entry.state, state) &&
    is(entry.route, route)
  )
}

function is(value: string | undefined, wanted: string): boolean {
  return wanted === '' || value === wanted
}

/** Changes lie between items: arrange.ts keeps them when all are known. */
function isOfKind({ entry, environment }: Item, kind: string): boolean {
  if (kind === '' || kind === 'change') return true
  if (entry.kind !== 'command') return kind === 'gap' || kind === 'problem'
  const has = (change: string) => environment?.names.some((one) => one.change === change) ?? false
  switch (kind) {
    case 'restored':
      return has('restored') || entry.profileRestored !== undefined
    case 'removed':
      return has('removed') || entry.profileRemoved !== undefined
    case 'problem':
      return entry.problem !== undefined || entry.state === 'refused'
    default:
      return false
  }
}
