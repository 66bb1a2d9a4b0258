import { accessSync, constants, rmSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { execa } from 'execa'
import { readTerminal } from '../environment.js'
import { ShimError } from '../errors.js'
import type { World } from '../world.js'
import { makeVerifyFolder } from './folder.js'

/** An installed Codex. */
export type Codex = { readonly program: string; readonly version: string }

/** Finds the Codex to talk with, and asks for its version. */
export async function findCodex(world: World, named: string | undefined): Promise<Codex> {
  const program = named === undefined ? searchPath(world) : resolve(world.cwd, named)
  if (!program || !isExecutable(program)) {
    const what = named === undefined ? 'there is no codex on PATH' : `${program} cannot be run`
    throw new ShimError('not-available', what, { remedy: 'name it: --codex PATH' })
  }
  return { program, version: await askVersion(world, program) }
}

/** Even to tell its version, Codex writes into its home: it gets one that is gone afterwards. */
async function askVersion(world: World, program: string): Promise<string> {
  const home = makeVerifyFolder(world, 'codex-home')
  try {
    const { stdout, failed } = await execa(program, ['--version'], {
      env: { ...readTerminal(world), CODEX_HOME: home },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: 20_000,
    })
    const version = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0]
    if (!failed && version !== undefined) return version
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  throw new ShimError('not-available', `${program} --version tells no version`)
}

function searchPath({ env }: World): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return folders.map((folder) => join(folder, 'codex')).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
