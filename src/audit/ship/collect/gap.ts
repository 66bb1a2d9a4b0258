import type { Lease } from './lease.js'

/** Why lines may be missing from the log. */
export type GapReason = 'no collector' | 'collector killed' | 'log not writable' | 'quota exceeded'

/** What the log says of a time in which lines may be missing; docs/audit.md describes it. */
export type Gap = {
  readonly reason: GapReason
  readonly from: Date
  readonly until: Date
  /** How many lines are known to be lost. */
  readonly lines?: number
  /** How many whole texts of long commands are. */
  readonly texts?: number
}

/** A gap as a line of the log. */
export function renderGap({ reason, from, until, lines, texts }: Gap): string {
  return JSON.stringify({
    time: until.toISOString(),
    gap: reason,
    from: from.toISOString(),
    until: until.toISOString(),
    ...(lines !== undefined && { lines }),
    ...(texts !== undefined && { texts }),
  })
}

/** The gap between a collector that is gone and the one that begins now. */
export function findGap(last: Lease | undefined, now: Date): Gap | undefined {
  if (!last) return undefined
  const reason = last.wasEnded ? 'no collector' : 'collector killed'
  return { reason, from: last.renewed, until: now }
}
