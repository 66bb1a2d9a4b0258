import { join } from 'node:path'
import { ShimError } from '../../system/errors.js'
import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { quoteWord } from '../../text/quote.js'
import type { Agent } from '../agent.js'
import { isProgram } from '../node-process.js'
import { COPILOT_DRIVE } from './drive.js'

/**
 * GitHub Copilot CLI: no setting of its own names a shell or a variable, and it drops BASH_ENV; what holds is COPILOT_BASH_PATH in its
 * environment. (A preToolUse hook could change each command's text, at a process for each, and under other approval rules.)
 */
export const copilot: Agent = {
  name: 'copilot',
  title: 'Copilot CLI',
  program: 'copilot',
  page: {
    tested: ['1.0.102'],
    routes: '`start copilot`',
    arrives: 'all',
    limits: 'it always runs bash',
  },
  drive: COPILOT_DRIVE,
  recognize: (process) => {
    if (!isProgram(process, 'copilot', '/@github/copilot')) return undefined
    return process.argv.some((one) => one === '-p' || one === '--prompt') ? 'print' : 'tui'
  },
  enable: async (world) => {
    throw new ShimError(
      'not-available',
      'Copilot CLI has no setting for the shell of its commands',
      {
        remedy: `start it with: ${PROGRAM} start copilot\n  or let your shell's startup file say: export COPILOT_BASH_PATH=${quoteWord(locateLauncher(world))}`,
      },
    )
  },
  disable: async ({ home }) => {
    const config = join(home, '.copilot/settings.json')
    return { config, before: undefined, after: undefined, state: 'not-enabled' }
  },
  isEnabled: (world) => world.env['COPILOT_BASH_PATH'] === locateLauncher(world),
  findObstacles: () => [],
}

function locateLauncher({ places }: World): string {
  return join(places.data, 'shells/bash')
}
