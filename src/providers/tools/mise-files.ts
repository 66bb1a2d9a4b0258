import { dirname, join } from 'node:path'
import type { Scene } from '../provider.js'
import { isThere } from './files.js'

/** Where people keep a project's configuration; the first that is there is what messages name. */
export const USUAL_FILES = [
  'mise.toml',
  '.mise.toml',
  'mise.local.toml',
  '.mise.local.toml',
  '.config/mise.toml',
  '.config/mise/config.toml',
  '.mise/config.toml',
  'mise/config.toml',
  '.tool-versions',
]

/** Folders that hold configurations: one that is there changes with every file that appears in it. */
const FOLDERS = ['.config/mise', '.config/mise/conf.d', '.mise', 'mise']

/**
 * Every configuration that mise reads for a project or would read if it appeared (src/config/mod.rs): those of the project, those of its
 * MISE_ENV, the usual ones above it, and the user's own.
 */
export function listConfigs(scene: Scene): readonly string[] {
  const { root, base, world } = scene
  const home = base['XDG_CONFIG_HOME'] ?? join(world.home, '.config')
  const user = base['MISE_CONFIG_DIR'] ?? join(home, 'mise')
  const names = ['mise.toml', '.mise.toml', '.config/mise.toml'].flatMap((name) =>
    listVariants(name, base['MISE_ENV'] ?? ''),
  )
  const inside = FOLDERS.map((name) => join(root, name))
  return [
    ...[...names, '.tool-versions'].map((name) => join(root, name)),
    ...dropNested(inside),
    ...FOLDERS.flatMap((name) => listVariants(`${name}/config.toml`, base['MISE_ENV'] ?? ''))
      .map((name) => join(root, name))
      .filter(isThere),
    ...listAbove(dirname(root)).flatMap((dir) =>
      ['mise.toml', '.mise.toml', '.tool-versions'].map((name) => join(dir, name)),
    ),
    ...[user, join(user, 'conf.d'), join(user, 'config.toml')],
  ]
}

/** The file, its local form, and both for every environment that is chosen. */
function listVariants(name: string, environments: string): readonly string[] {
  const parts = environments.split(',').map((one) => one.trim())
  const chosen = ['', ...parts.filter((one) => one !== '').map((one) => `.${one}`)]
  return chosen.flatMap((one) =>
    ['', '.local'].map((local) => name.replace(/\.toml$/, `${one}${local}.toml`)),
  )
}

/** Where a folder is not there, nothing in it is. */
function dropNested(folders: readonly string[]): readonly string[] {
  return folders.filter(
    (folder) => !folders.some((other) => folder.startsWith(`${other}/`) && !isThere(other)),
  )
}

function listAbove(dir: string): readonly string[] {
  return dirname(dir) === dir ? [dir] : [dir, ...listAbove(dirname(dir))]
}
