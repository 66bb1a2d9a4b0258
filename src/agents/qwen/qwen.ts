import { join } from 'node:path'
import { ShimError } from '../../system/errors.js'
import { PROGRAM } from '../../system/names.js'
import type { Agent } from '../agent.js'
import { isProgram } from '../node-process.js'
import { QWEN_DRIVE } from './drive.js'

/**
 * Qwen Code: it runs its commands with the bash on PATH, and takes no BASH_ENV from its settings or from a `.env` file (since it rejects
 * "loader-affecting variables", docs/users/configuration/settings.md in https://github.com/QwenLM/qwen-code); 0.15.10 still did. One that it
 * was started with holds.
 */
export const qwen: Agent = {
  name: 'qwen',
  title: 'Qwen Code',
  program: 'qwen',
  page: {
    tested: ['0.24.4'],
    routes: '`start qwen`',
    arrives: 'all',
    limits: 'it always runs bash',
  },
  drive: QWEN_DRIVE,
  recognize: (process) => {
    if (!isProgram(process, 'qwen', '/@qwen-code/')) return undefined
    return process.argv.some((one) => one === '-p' || one === '--prompt') ? 'print' : 'tui'
  },
  enable: async () => {
    throw new ShimError('not-available', 'Qwen Code takes no BASH_ENV from its settings', {
      remedy: `start it with: ${PROGRAM} start qwen`,
    })
  },
  disable: async ({ home }) => {
    const config = join(home, '.qwen/settings.json')
    return { config, before: undefined, after: undefined, state: 'not-enabled' }
  },
  isEnabled: () => false,
  findObstacles: () => [],
}
