import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { ShimError } from '../../../system/errors.js'
import { readClock, renderPlaces, type World } from '../../../system/world.js'
import { readLease } from './lease.js'
import { describeCommand } from './service.js'

/** How long a collector may take to begin. */
const START_MS = 5000

/** The same where a session of an agent waits for it. */
const LEND_MS = 1500

/** Starts a collector that goes on when this process has ended, and its terminal is gone; answers when it listens. */
export async function detachCollector(world: World): Promise<string> {
  if (isListening(world)) return 'a collector is already running\n'
  spawnCollector(world)
  if (await hearsSoon(world, START_MS)) return 'a collector is running\n'
  throw new ShimError('not-available', 'the collector did not start', {
    remedy: 'see what `codex-env-shim log --collect` says',
  })
}

/** Starts one that ends with the last of this user's agents, unless one is running. */
export async function lendCollector(world: World): Promise<void> {
  if (isListening(world)) return
  spawnCollector(world, '--with-agents')
  await hearsSoon(world, LEND_MS)
}

async function hearsSoon(world: World, patienceMs: number): Promise<boolean> {
  const end = readClock().getTime() + patienceMs
  while (!isListening(world)) {
    if (readClock().getTime() > end) return false
    await setTimeout(20)
  }
  return true
}

function spawnCollector(world: World, ...options: readonly string[]): void {
  const [program = '', ...args] = [...describeCommand(world), ...options]
  const env = { ...world.env, ...renderPlaces(world.places) }
  const child = spawn(program, args, { cwd: '/', detached: true, env, stdio: 'ignore' })
  // One that cannot be started does not listen: that is what its caller sees.
  child.on('error', () => {})
  child.unref()
}

function isListening(world: World): boolean {
  return readLease(world)?.isOver === false
}
