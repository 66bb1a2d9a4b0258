import { resolve } from 'node:path'
import { execa } from 'execa'
import { parseVersion } from '../agents/codex/version.js'
import { ShimError } from '../system/errors.js'
import { findExecutable, isExecutable } from '../system/executable.js'
import type { World } from '../system/world.js'
import { readTerminal } from '../variables/environment.js'
import { makeVerifyFolder, removeVerifyFolder } from './folder.js'

/** An installed Codex. */
export type Codex = {
  readonly program: string
  readonly version: string
  /** Does it run hooks (hooks.json)? */
  readonly hasHooks: boolean
}

/** Finds the Codex to talk with, and asks for its version. */
export async function findCodex(world: World, named: string | undefined): Promise<Codex> {
  const program =
    named === undefined
      ? findExecutable('codex', world.env['PATH'] ?? '')
      : resolve(world.cwd, named)
  if (!program || !isExecutable(program)) {
    const what = named === undefined ? 'there is no codex on PATH' : `${program} cannot be run`
    throw new ShimError('not-available', what, { remedy: 'name it: --codex PATH' })
  }
  const version = parseVersion(await ask(world, program, ['--version']))
  if (version === undefined) {
    throw new ShimError('not-available', `${program} --version tells no version`)
  }
  const help = await ask(world, program, ['exec', '--help'])
  return { program, version, hasHooks: help.includes('--dangerously-bypass-hook-trust') }
}

/** Even to tell its version, Codex writes into its home: it gets one that is gone afterwards. */
async function ask(world: World, program: string, args: readonly string[]): Promise<string> {
  const home = makeVerifyFolder(world, 'codex-home')
  try {
    const { stdout } = await execa(program, args, {
      env: { ...readTerminal(world), CODEX_HOME: home },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: 20_000,
    })
    return stdout
  } finally {
    removeVerifyFolder(home)
  }
}
