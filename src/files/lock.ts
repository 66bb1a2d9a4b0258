import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeUnwritable, nameError } from '../system/system-error.js'
import { readClock } from '../system/world.js'

/**
 * Whoever has held a lock for so long was killed: what is done under one takes milliseconds. The same holds for one who took it so far
 * ahead, before the clock was set back.
 */
const ABANDONED_MS = 5_000

/** Does something while nobody else who asks for the same lock file does. */
export async function holdLock(file: string, act: () => Promise<void>): Promise<void> {
  while (!takeLock(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true })
    else await sleep(10)
  }
  try {
    await act()
  } finally {
    rmSync(file, { force: true })
  }
}

/** Makes a lock file; false where somebody else has made it. Throws where it cannot be made. */
export function takeLock(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    if (nameError(error) === 'EEXIST') return false
    throw makeUnwritable(file, error)
  }
}

function isAbandoned(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat !== undefined && Math.abs(readClock().getTime() - stat.mtimeMs) > ABANDONED_MS
}
