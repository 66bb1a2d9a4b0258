import type { PageEnvironment } from '../data.js'
import { type Change, compareEnvironments } from './change.js'
import type { Item } from './item.js'

/** A line of the list. All have the same height. */
export type Row =
  | { readonly kind: 'day'; readonly item: Item }
  | { readonly kind: 'thread'; readonly item: Item; readonly count: number }
  | { readonly kind: 'change'; readonly item: Item; readonly change: Change }
  | {
      readonly kind: 'item'
      readonly item: Item
      readonly change: Change | undefined
      /** It belongs to the same tool call as the row above. */
      readonly isContinued: boolean
    }

/** A heading cannot be chosen. */
export function isHeading(row: Row | undefined): boolean {
  return row?.kind === 'day' || row?.kind === 'thread'
}

/** How the list is put in order. */
export type Arrangement = { readonly byThread: boolean; readonly onlyChanges: boolean }

/** Puts items into rows: headings, and what changed in the environment from one command of a project to its next. */
export function arrangeRows(items: readonly Item[], arrangement: Arrangement): readonly Row[] {
  if (!arrangement.byThread) return listRows(items, arrangement)
  const threads = Map.groupBy(items, threadOf)
  return [...threads.values()].flatMap((thread) => {
    const rows = listRows(thread, arrangement)
    const [item] = thread
    return item && rows.length > 0 ? [{ kind: 'thread', item, count: thread.length }, ...rows] : []
  })
}

/** The thread that an item belongs to; '' where none is known. */
export function threadOf({ entry }: Item): string {
  return entry.kind === 'command' ? (entry.thread ?? '') : ''
}

function listRows(items: readonly Item[], { onlyChanges }: Arrangement): Row[] {
  const rows: Row[] = []
  const environments = new Map<string, PageEnvironment>()
  let day = ''
  let above: Item | undefined
  for (const item of items) {
    const change = followProject(environments, item)
    if (onlyChanges && !change) continue
    if (item.day && item.day !== day) rows.push({ kind: 'day', item })
    if (change) rows.push({ kind: 'change', item, change })
    rows.push({ kind: 'item', item, change, isContinued: isSameCall(above, item) })
    day = item.day || day
    above = item
  }
  return rows
}

function followProject(
  environments: Map<string, PageEnvironment>,
  { entry, environment }: Item,
): Change | undefined {
  if (entry.kind !== 'command' || !environment) return undefined
  const project = entry.project ?? ''
  const before = environments.get(project)
  environments.set(project, environment)
  return before && compareEnvironments(before, environment)
}

function isSameCall(above: Item | undefined, { entry }: Item): boolean {
  if (above?.entry.kind !== 'command' || entry.kind !== 'command') return false
  const { call, thread } = above.entry
  return call !== undefined && call === entry.call && thread === entry.thread
}
