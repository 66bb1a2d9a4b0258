import { join, resolve } from 'node:path'
import type { World } from '../../system/world.js'
import { type Config, readConfigFile } from '../config-file.js'

/** Reads $CODEX_HOME/config.toml, or another file beside it. */
export function readConfig(world: World, name = 'config.toml'): Config {
  const home = world.env['CODEX_HOME'] || join(world.home, '.codex')
  return readConfigFile(join(resolve(world.cwd, home), name))
}
