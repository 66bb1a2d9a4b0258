import type { Agent } from '../agent.js'
import { isProgram } from '../node-process.js'
import { disableSettings, enableSettings, isEnabled } from '../settings/settings-file.js'
import { OPENCODE_DRIVE } from './drive.js'
import { findOpencodeObstacles, listNotes } from './obstacles.js'
import { describeSettings } from './settings.js'

/** OpenCode: its `shell` setting names our launcher, which gets each command as the model asked for it (https://opencode.ai/docs/config). */
export const opencode: Agent = {
  name: 'opencode',
  title: 'OpenCode',
  program: 'opencode',
  page: {
    tested: ['1.18.33'],
    routes: '`enable opencode`, `start opencode`',
    arrives: 'all, in bash and zsh',
    limits: 'it runs no fish: there it takes bash',
  },
  drive: OPENCODE_DRIVE,
  recognize: (process) => {
    if (!isProgram(process, 'opencode', '/opencode-ai/')) return undefined
    return ['run', 'serve', 'web'].find((mode) => process.argv.includes(mode)) ?? 'tui'
  },
  enable: async (world, { dryRun }) => {
    const done = await enableSettings(world, describeSettings(world), { dryRun })
    return { ...done, obstacles: findOpencodeObstacles(world), notes: listNotes(world) }
  },
  disable: (world, options) => disableSettings(world, describeSettings(world), options),
  isEnabled: (world) => isEnabled(describeSettings(world)),
  findObstacles: findOpencodeObstacles,
}
