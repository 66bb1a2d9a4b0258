import { nameEnding, renderSeconds } from '../../../read/end.js'
import type { PageEnd, PageEntry } from '../data.js'

/** What the list shows of the log: an ending is shown with its command. */
export type Paired = {
  readonly entry: Exclude<PageEntry, PageEnd>
  readonly end: PageEnd | undefined
}

/** Gives each command its ending: that of the newest command of its process before it. One whose command is not here is left out. */
export function pairEnds(entries: readonly PageEntry[]): readonly Paired[] {
  const running = new Map<number, PageEntry>()
  const ends = new Map<PageEntry, PageEnd>()
  for (const entry of entries) {
    if (entry.kind === 'command' && entry.pid !== undefined) running.set(entry.pid, entry)
    const command = entry.kind === 'end' ? running.get(entry.pid) : undefined
    if (entry.kind === 'end' && command) ends.set(command, entry)
  }
  return entries.flatMap((entry) => (entry.kind === 'end' ? [] : [{ entry, end: ends.get(entry) }]))
}

/** In words: `exit 3` or `SIGTERM`, and how long it took. */
export function renderEnd({ exit, signal = '', seconds }: PageEnd): string {
  return [nameEnding({ exit, signal }), renderSeconds(seconds)].filter(Boolean).join(', ')
}
