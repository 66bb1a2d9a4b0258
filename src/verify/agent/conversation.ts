import { join } from 'node:path'
import { execa } from 'execa'
import type { Drive, DriveState } from '../../agents/drive.js'
import { ShimError } from '../../system/errors.js'
import { PROGRAM, VARIABLES } from '../../system/names.js'
import type { World } from '../../system/world.js'
import type { Environment } from '../../variables/environment.js'
import type { Answer } from '../call.js'
import { makeVerifyFolder, removeVerifyFolder } from '../folder.js'
import { type ScriptedCall, serveAgentModel } from './model.js'
import { fillHome } from './stage.js'

/** Which agent is talked with, where, and how its commands reach us. */
export type AgentSetting = {
  readonly title: string
  readonly program: string
  readonly drive: Drive
  readonly state: DriveState
  readonly cwd: string
  readonly environment: Environment
  /** `configured`: as the user has set it up; `start`: by `codex-env-shim start`; `off`: without us. */
  readonly through: 'configured' | 'start' | 'off'
  readonly onAsked: (index: number) => void
}

const TIME_LIMIT_MS = 240_000

/** Has a conversation of these calls with the real agent, in a home of its own that is gone afterwards; answers what it was told of each. */
export async function converseWith(
  world: World,
  setting: AgentSetting,
  calls: readonly ScriptedCall[],
): Promise<readonly (Answer | undefined)[]> {
  const { drive, state, cwd, environment, title } = setting
  const model = await serveAgentModel(drive, calls, setting.onAsked)
  const home = makeVerifyFolder(world, 'home')
  try {
    fillHome(world, home, drive, state)
    const [command = '', ...words] = listWords(world, setting)
    const { all, shortMessage, failed } = await execa(command, [...words, ...drive.argv], {
      cwd,
      env: {
        ...environment,
        HOME: home,
        PWD: cwd,
        ...drive.env(model.url, home),
        ...(setting.through === 'off' ? { [VARIABLES.switch]: 'off' } : {}),
      },
      extendEnv: false,
      reject: false,
      all: true,
      stdin: 'ignore',
      timeout: TIME_LIMIT_MS,
      forceKillAfterDelay: 2_000,
    })
    const answers = calls.map((_, index) => model.answer(index))
    if (answers.every((answer) => answer === undefined)) {
      const told = `${all}${failed ? `\n${shortMessage}` : ''}`.trim().split('\n').slice(-12)
      throw new ShimError('not-available', `${title} ran no command: ${told.join('\n')}`)
    }
    return answers
  } finally {
    model.close()
    removeVerifyFolder(home)
  }
}

function listWords(world: World, { through, program }: AgentSetting): readonly string[] {
  if (through !== 'start') return [program]
  return [join(world.places.data, 'bin', PROGRAM), 'start', program]
}
