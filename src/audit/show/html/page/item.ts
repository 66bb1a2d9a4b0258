import type { PageData, PageEnd, PageEntry, PageEnvironment } from '../data.js'
import { pairEnds } from './end.js'

/** An entry with what filters and rows ask of it again and again. */
export type Item = {
  readonly entry: Exclude<PageEntry, PageEnd>
  /** How the command ended, where that is in the log. */
  readonly end: PageEnd | undefined
  readonly environment: PageEnvironment | undefined
  /** Milliseconds since 1970; NaN where no time is known. */
  readonly ms: number
  readonly day: string
  /** What the search looks into, in lower case. */
  readonly haystack: string
}

/** The entries in the order of their time; one without a time stays behind the one before it. */
export function readItems({ entries, environments }: PageData): readonly Item[] {
  let last = Number.NEGATIVE_INFINITY
  const timed = pairEnds(entries).map(({ entry, end }) => {
    const ms = entry.kind === 'unreadable' ? Number.NaN : Date.parse(entry.time ?? '')
    last = Number.isNaN(ms) ? last : ms
    return { item: makeItem(entry, end, ms, environments), at: last }
  })
  return timed.sort((a, b) => a.at - b.at || 0).map(({ item }) => item)
}

function makeItem(
  entry: Item['entry'],
  end: PageEnd | undefined,
  ms: number,
  environments: PageData['environments'],
): Item {
  const place = entry.kind === 'command' ? entry.environment : undefined
  const environment = place === undefined ? undefined : environments[place]
  const day = Number.isNaN(ms) ? '' : new Date(ms).toDateString()
  return {
    entry,
    end,
    environment,
    ms,
    day,
    haystack: listTexts(entry, environment).join('\n').toLowerCase(),
  }
}

function listTexts(
  entry: Item['entry'],
  environment: PageEnvironment | undefined,
): readonly string[] {
  if (entry.kind === 'unreadable') return [entry.text]
  if (entry.kind === 'gap') return [entry.gap ?? '']
  const { command, cwd = '', project = '', thread = '', call = '', problem = '' } = entry
  const names = environment?.names.map(({ name }) => name) ?? []
  return [command, cwd, project, thread, call, problem, environment?.plan ?? '', ...names]
}
