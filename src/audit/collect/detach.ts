import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ShimError } from '../../errors.js'
import { readClock, type World } from '../../world.js'
import { readLease } from './lease.js'

/** How long a collector may take to begin. */
const START_MS = 5000

/** Starts a collector that goes on when this process has ended, and its terminal is gone; answers when it listens. */
export async function detachCollector(world: World): Promise<string> {
  if (isListening(world)) return 'a collector is already running\n'
  const args = [join(world.places.data, 'dist/cli.js'), 'log', '--collect']
  const { data, config, state, cache } = world.places
  const env = {
    ...world.env,
    CODEX_ENV_SHIM_DATA: data,
    CODEX_ENV_SHIM_CONFIG: config,
    CODEX_ENV_SHIM_STATE: state,
    CODEX_ENV_SHIM_CACHE: cache,
  }
  spawn(process.execPath, args, { cwd: '/', detached: true, env, stdio: 'ignore' }).unref()
  const end = readClock().getTime() + START_MS
  while (!isListening(world)) {
    if (readClock().getTime() > end) {
      throw new ShimError('not-available', 'the collector did not start', {
        remedy: 'see what `codex-env-shim log --collect` says',
      })
    }
    await setTimeout(50)
  }
  return 'a collector is running\n'
}

function isListening(world: World): boolean {
  return readLease(world)?.isOver === false
}
