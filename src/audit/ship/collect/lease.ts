import { closeSync, constants, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { COLLECTOR } from '../../../system/names.js'
import { nameError } from '../../../system/system-error.js'
import { readClock, type World } from '../../../system/world.js'

/** For how long a lease is good. */
const TERM_S = 3

/** What a collector left behind: until when it lived, and whether it ended as it should. */
export type Lease = { readonly renewed: Date; readonly isOver: boolean; readonly wasEnded: boolean }

/** Promises the shells that the FIFO has a reader, for the next seconds. */
export function renewLease(world: World): void {
  writeLease(world, Math.floor(readClock().getTime() / 1000) + TERM_S)
}

/** Takes the promise back. */
export function endLease(world: World): void {
  writeLease(world, 0)
}

/** The latest lease, if there ever was one. */
export function readLease(world: World): Lease | undefined {
  const file = locateLease(world)
  try {
    const until = Number(readFileSync(file, 'utf8'))
    const now = readClock().getTime() / 1000
    // One that is far ahead is of a clock that was set back (shells/record/listen.sh).
    const isOver = until < now || until > now + 2 * TERM_S
    return { renewed: statSync(file).mtime, isOver, wasEnded: until === 0 }
  } catch (error) {
    if (nameError(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Written in place, always as many digits: a shell that reads meanwhile finds the old lease, the new one, or one between. */
function writeLease(world: World, until: number): void {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants
  const file = openSync(locateLease(world), O_WRONLY | O_CREAT | O_NOFOLLOW, 0o600)
  try {
    writeSync(file, `${String(until).padStart(10, '0')}\n`)
  } finally {
    closeSync(file)
  }
}

function locateLease({ places }: World): string {
  return join(places.state, COLLECTOR.lease)
}
