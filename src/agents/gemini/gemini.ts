import type { Agent } from '../agent.js'
import { isProgram } from '../node-process.js'
import { GEMINI_DRIVE } from './drive.js'
import { disableEnvFile, enableEnvFile, isInEnvFile } from './env-file.js'
import { findGeminiObstacles } from './obstacles.js'

/**
 * Google's Gemini CLI: none of its settings gives commands a variable, but ~/.gemini/.env does where the project has no such file of its own
 * (https://github.com/google-gemini/gemini-cli, docs/get-started/configuration). It runs its commands with the bash on PATH.
 */
export const gemini: Agent = {
  name: 'gemini',
  title: 'Gemini CLI',
  program: 'gemini',
  page: {
    tested: ['0.61.0'],
    routes: '`start gemini`; `enable gemini` where the project has no `.env`',
    arrives: 'all; `wrapper` is `gemini`',
    limits: 'it always runs bash, and refuses a command with a command substitution',
  },
  drive: GEMINI_DRIVE,
  recognize: (process) => {
    if (!isProgram(process, 'gemini', '/@google/gemini-cli/')) return undefined
    return process.argv.some((one) => one === '-p' || one === '--prompt') ? 'print' : 'tui'
  },
  enable: async (world, options) => {
    const done = await enableEnvFile(world, options)
    return { ...done, obstacles: findGeminiObstacles(world) }
  },
  disable: disableEnvFile,
  isEnabled: isInEnvFile,
  findObstacles: findGeminiObstacles,
}
