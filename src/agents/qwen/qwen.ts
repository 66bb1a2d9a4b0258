import type { Agent } from '../agent.js'
import { isProgram } from '../node-process.js'
import { disableSettings, enableSettings, isEnabled } from '../settings/settings-file.js'
import { QWEN_DRIVE } from './drive.js'
import { describeSettings, findQwenObstacles } from './settings.js'

/** Qwen Code: `env` in its settings names our hook as BASH_ENV, and it runs its commands with the bash on PATH. */
export const qwen: Agent = {
  name: 'qwen',
  title: 'Qwen Code',
  program: 'qwen',
  drive: QWEN_DRIVE,
  recognize: (process) => {
    if (!isProgram(process, 'qwen', '/@qwen-code/')) return undefined
    return process.argv.some((one) => one === '-p' || one === '--prompt') ? 'print' : 'tui'
  },
  enable: async (world, { dryRun }) => {
    const done = await enableSettings(world, describeSettings(world), { dryRun })
    return { ...done, obstacles: findQwenObstacles(world) }
  },
  disable: (world, options) => disableSettings(world, describeSettings(world), options),
  isEnabled: (world) => isEnabled(describeSettings(world)),
  findObstacles: findQwenObstacles,
}
