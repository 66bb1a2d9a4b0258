import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { COLLECTOR } from '../../../system/names.js'
import type { World } from '../../../system/world.js'
import type { Fifo } from './fifo.js'

/** The process beside the collector that survives its death (guard.bash). */
export type Guard = {
  /** Tells it that the collector lives; starts it again if it died. */
  readonly pulse: () => void
  /** Sends it away: the collector ends as it should. */
  readonly dismiss: () => Promise<void>
}

/** Starts the guard of this process. */
export function startGuard(world: World, fifo: Fifo): Guard {
  let child = spawnGuard(world, fifo)
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    pulse: () => {
      if (isOver()) child = spawnGuard(world, fifo)
      child.stdin?.write('.\n')
    },
    dismiss: async () => {
      if (isOver()) return
      child.stdin?.end('stop\n')
      await once(child, 'exit')
    },
  }
}

/** In a session of its own: what ends the collector's terminal or process group must not end both. */
function spawnGuard({ places }: World, { path, hold }: Fifo): ChildProcess {
  const guard = join(places.data, 'dist/guard.bash')
  const args = ['-p', guard, String(process.pid), path, join(places.state, COLLECTOR.rest)]
  const child = spawn('bash', args, {
    cwd: '/',
    detached: true,
    env: { PATH: '/bin:/usr/bin:/usr/local/bin:/opt/homebrew/bin', LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'ignore', hold],
  })
  child.stdin?.on('error', () => {})
  child.on('error', () => {})
  return child
}
