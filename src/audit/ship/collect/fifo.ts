import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, closeSync, constants, lstatSync, openSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { guard } from '../../../files/own-file.js'
import { ShimError } from '../../../system/errors.js'
import { COLLECTOR } from '../../../system/names.js'
import type { World } from '../../../system/world.js'

/**
 * The FIFO that sandboxed commands write to. `hold` is open for both, so that it always has a reader and a writer; `read` for
 * reading only, so that it ends when nobody else holds it.
 */
export type Fifo = { readonly path: string; readonly hold: number; readonly read: number }

/** Commands may write and nothing else: nobody in a sandbox can take out what another command has put in. */
const MODE = 0o200

/** Where the FIFO is, if it is there. */
export function locateFifo({ places }: World): string {
  return join(places.state, COLLECTOR.fifo)
}

/** Opens the FIFO, made first where there is none; commands that wait at one that a dead collector left go on with this. */
export async function openFifo(world: World): Promise<Fifo> {
  const path = locateFifo(world)
  await guard(path, async () => requireFifo(world, path))
  const { O_RDWR, O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants
  chmodSync(path, 0o600)
  try {
    const hold = openSync(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW)
    return { path, hold, read: openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW) }
  } finally {
    chmodSync(path, MODE)
  }
}

/** Is the FIFO still under its name? */
export function isNamed({ path }: Fifo): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFIFO() === true
}

/** Takes the name away: whoever comes from now on finds no FIFO, and takes the spool. */
export function hideFifo({ path }: Fifo): void {
  rmSync(path, { force: true })
}

/** Lets go of the holding end, so that reading ends with the last writer. */
export function releaseFifo({ hold }: Fifo): void {
  closeSync(hold)
}

function requireFifo({ uid }: World, path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) makeFifo(path)
  else if (!stat.isFIFO() || stat.uid !== uid) {
    throw new ShimError('bad-store', `${path} is not a FIFO of yours`, { remedy: 'move it away' })
  }
}

/** Node cannot make one itself; whether it may be made, Node says more clearly. */
function makeFifo(path: string): void {
  accessSync(dirname(path), constants.W_OK)
  execFileSync('mkfifo', ['-m', '600', path], { env: { PATH: '/usr/bin:/bin' }, stdio: 'ignore' })
}
