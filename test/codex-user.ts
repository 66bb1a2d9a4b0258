import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../src/commands/command.js'
import { disable } from '../src/commands/disable.js'
import { enable } from '../src/commands/enable.js'
import type { World } from '../src/system/world.js'
import { makeWorld, write } from './world.js'

/** A user who has installed the shim, and Codex with this config (or none). */
export function makeUser(text?: string | Buffer, env: World['env'] = {}) {
  const world = makeWorld(env)
  const shells = join(world.places.data, 'shells')
  write(join(shells, 'hook.bash'), '')
  write(join(shells, 'zdotdir/.zshenv'), '')
  const config = join(world.home, '.codex/config.toml')
  if (text !== undefined) write(config, text)
  const read = () => readFileSync(config, 'utf8')
  const ours = {
    BASH_ENV: join(shells, 'hook.bash'),
    ZDOTDIR: join(shells, 'zdotdir'),
    SHLVL: '1',
    CODEX_ENV_SHIM_LEVEL: '2',
  }
  return { world, config, read, ours, shells }
}

type Options = Readonly<Record<string, unknown>>

/** Runs `enable codex`. */
export const on = (world: World, options: Options = {}) => enable.run(world, ['codex'], options)

/** Runs `disable codex`. */
export const off = (world: World, options: Options = {}) => disable.run(world, ['codex'], options)

/** What a command says with --json. */
export const toJson = ({ stdout = '' }: Outcome) => JSON.parse(stdout)
