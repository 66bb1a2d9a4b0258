import type { Gap } from './collect/gap.js'

/** What may come from sandboxes in an hour; docs/audit.md tells it. */
export type Limit = {
  readonly bytes: number
  readonly count: number
}

const MEGABYTE = 1024 * 1024

/** Lines of one writer, and of all. */
const LINES = {
  writer: { bytes: 32 * MEGABYTE, count: 50_000 },
  all: { bytes: 128 * MEGABYTE, count: 200_000 },
}

/** Whole texts of long commands, each of which is a file. */
const TEXTS = {
  writer: { bytes: 16 * MEGABYTE, count: 1000 },
  all: { bytes: 64 * MEGABYTE, count: 4000 },
}

/** As many writers are told apart at a time: each may call itself what it likes. */
const WRITERS = 1000

const HOUR_MS = 3_600_000

/** What is let into the log from sandboxes, and what was not. */
export type Quota = {
  /** May a line of this writer, or a text of a command of it, of so many bytes come in? It is counted either way. */
  readonly admit: (what: 'line' | 'text', writer: string, bytes: number) => boolean
  /** What was dropped since this was asked last, if anything was. */
  readonly tell: () => Gap | undefined
}

/**
 * A quota of which nothing is used up. An hour's worth may come at once, and as time passes there is room again. `clock` tells
 * milliseconds that never go back.
 */
export function makeQuota(now: () => Date, clock = () => performance.now()): Quota {
  const line = makeLimits(LINES, clock)
  const text = makeLimits(TEXTS, clock)
  let dropped = { lines: 0, texts: 0 }
  let from: Date | undefined
  const admit = (what: 'line' | 'text', writer: string, bytes: number) => {
    if ((what === 'line' ? line : text)(writer, bytes)) return true
    from ??= now()
    const { lines, texts } = dropped
    dropped = what === 'line' ? { lines: lines + 1, texts } : { lines, texts: texts + 1 }
    return false
  }
  const tell = () => {
    if (!from) return undefined
    const gap = { reason: 'quota exceeded', from, until: now(), ...dropped } as const
    dropped = { lines: 0, texts: 0 }
    from = undefined
    return gap
  }
  return { admit, tell }
}

type Limits = { readonly writer: Limit; readonly all: Limit }

/** One writer must not use up what is left for all, nor is one asked that is over its own. */
function makeLimits(limits: Limits, clock: () => number) {
  const all = makeBucket(limits.all, clock)
  const writers = new Map<string, Bucket>()
  return (writer: string, bytes: number): boolean => {
    const own = writers.get(writer) ?? makeBucket(limits.writer, clock)
    writers.delete(writer)
    writers.set(writer, own)
    if (writers.size > WRITERS) writers.delete(writers.keys().next().value ?? '')
    return own.has(bytes) && all.has(bytes) && own.take(bytes) && all.take(bytes)
  }
}

type Bucket = {
  readonly has: (bytes: number) => boolean
  readonly take: (bytes: number) => true
}

function makeBucket(limit: Limit, clock: () => number): Bucket {
  let left: Limit = limit
  let at = clock()
  const fill = () => {
    const part = (clock() - at) / HOUR_MS
    at += part * HOUR_MS
    left = {
      bytes: Math.min(limit.bytes, left.bytes + part * limit.bytes),
      count: Math.min(limit.count, left.count + part * limit.count),
    }
  }
  return {
    has: (bytes) => {
      fill()
      return left.bytes >= bytes && left.count >= 1
    },
    take: (bytes) => {
      left = { bytes: left.bytes - bytes, count: left.count - 1 }
      return true
    },
  }
}
