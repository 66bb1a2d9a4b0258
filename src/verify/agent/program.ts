import { resolve } from 'node:path'
import { execa } from 'execa'
import type { Agent } from '../../agents/agent.js'
import { ShimError } from '../../system/errors.js'
import { findExecutable, isExecutable } from '../../system/executable.js'
import type { World } from '../../system/world.js'
import { readTerminal } from '../../variables/environment.js'
import { makeVerifyFolder, removeVerifyFolder } from '../folder.js'

/** An agent as it is installed. */
export type InstalledAgent = { readonly program: string; readonly version: string }

/** The agent's program: the one that was named, or the one on PATH; undefined where there is none. */
export function locateAgent(
  world: World,
  { program }: Agent,
  named: string | undefined,
): string | undefined {
  if (named === undefined) return findExecutable(program, world.env['PATH'] ?? '')
  const path = resolve(world.cwd, named)
  return isExecutable(path) ? path : undefined
}

/** Finds the agent to talk with, and asks for its version. */
export async function requireAgent(
  world: World,
  agent: Agent,
  named: string | undefined,
): Promise<InstalledAgent> {
  const program = locateAgent(world, agent, named)
  if (!program) {
    const what =
      named === undefined ? `there is no ${agent.program} on PATH` : `${named} cannot be run`
    throw new ShimError('not-available', what, { remedy: 'name it: --program PATH' })
  }
  return { program, version: await askAgentVersion(world, program) }
}

/** The version that a program tells; '' where it tells none. Some write into their home even for that: it gets one that is gone afterwards. */
export async function askAgentVersion(world: World, program: string): Promise<string> {
  const home = makeVerifyFolder(world, 'home')
  try {
    const { stdout } = await execa(program, ['--version'], {
      env: { ...readTerminal(world), HOME: home, CODEX_HOME: home },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: 20_000,
    })
    return /\d+\.\d+\.\d+(?:[.+-]\w+)*/.exec(stdout)?.[0] ?? ''
  } finally {
    removeVerifyFolder(home)
  }
}
