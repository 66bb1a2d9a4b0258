import { join } from 'node:path'
import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import type { Obstacle } from '../agent.js'
import { requireFile } from '../installed.js'
import type { SettingsFile } from '../settings/settings-file.js'

/** The user's settings of Qwen Code, and our hook in them. */
export function describeSettings(world: World): SettingsFile {
  const hook = join(world.places.data, 'shells/hook.bash')
  requireFile(hook)
  const path = join(world.home, '.qwen/settings.json')
  return { agent: 'qwen', path, wishes: [{ kind: 'set', path: ['env', 'BASH_ENV'], value: hook }] }
}

/** A variable that Qwen Code was started with counts more than its settings. */
export function findQwenObstacles(world: World): readonly Obstacle[] {
  const exported = world.env['BASH_ENV']
  if (!exported || exported === join(world.places.data, 'shells/hook.bash')) return []
  return [
    {
      what: `this terminal exports BASH_ENV=${exported}, which wins over the settings`,
      remedy: `start it with: ${PROGRAM} start qwen (your file is read as well)`,
    },
  ]
}
