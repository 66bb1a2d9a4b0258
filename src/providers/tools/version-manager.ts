import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { prependOp } from './ops.js'
import { contributeVenv, isVenv } from './venv-folder.js'
import { chooseVersion, parseVersionFile } from './versions.js'

/** A manager that keeps each version in a folder of its own, and reads a file to choose among them. */
export type Manager = {
  readonly name: string
  readonly file: string
  /** The variable that names its folder, and where that is without it, below HOME. */
  readonly variable: string
  readonly folder: string
  readonly install: (version: string) => string
}

/** pyenv and its kin, by their layout on disk: no program is started, and no shim stands between a command and its tool. */
export function manageVersions(manager: Manager): Provider {
  const find = ({ root }: Scene) => findAbove(root, [manager.file])
  return {
    name: manager.name,
    detect: find,
    watch: (scene) => watchVersions(manager, scene),
    trusted: () => ({ by: 'nobody' }),
    resolve: async (scene) => resolveVersions(manager, scene),
  }
}

function watchVersions(manager: Manager, scene: Scene): readonly string[] {
  const { file, wanted } = readWanted(manager, scene)
  const versions = join(locate(manager, scene), 'versions')
  return [join(scene.root, manager.file), file, ...(wanted.length > 0 ? [versions] : [])]
}

function resolveVersions(manager: Manager, scene: Scene): Contribution {
  const { file, wanted } = readWanted(manager, scene)
  const versions = join(locate(manager, scene), 'versions')
  const names = wanted.filter((version) => version !== 'system')
  const folders = names.map((version) => {
    const name = chooseVersion(listFolder(versions), version)
    if (name !== undefined) return join(versions, name)
    throw failProvider(
      scene,
      `${version} is not installed (named by ${file})`,
      manager.install(version),
    )
  })
  const from = `${manager.name} (${file})`
  const [only, ...others] = folders
  if (only !== undefined && others.length === 0 && isVenv(only))
    return contributeVenv(scene, only, from)
  const bins = folders.map((folder) => join(folder, 'bin'))
  return { ops: bins.length > 0 ? [prependOp('PATH', bins, from)] : [], watch: [], notes: [] }
}

/** The project's own file counts, then the user's. */
function readWanted(manager: Manager, scene: Scene) {
  const global = join(locate(manager, scene), 'version')
  const file = findAbove(scene.root, [manager.file]) ?? global
  return {
    file,
    wanted: parseVersionFile(readText(file) ?? '').map((word) =>
      word.replace(/^(?:python|ruby)-(?=\d)/, ''),
    ),
  }
}

function locate({ variable, folder }: Manager, { base, world }: Scene): string {
  const named = base[variable]
  return named && isThere(named) ? named : join(world.home, folder)
}
