import { join, resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { appendOp, prependOp } from './ops.js'
import { contributeVenv, isVenv } from './venv-folder.js'

/** A manager that keeps each version in a folder of its own, and reads a file to choose among them. */
export type Manager = {
  readonly name: string
  readonly file: string
  /** The variable that names its folder, and where that is without it, below HOME. */
  readonly variable: string
  readonly folder: string
  /** The versions that the text of its file asks for, in their order; `system` is what the agent has. */
  readonly parse: (text: string) => readonly string[]
  /** The folder's name, below `versions`, of the version that is meant, if it is installed. */
  readonly choose: (versions: string, wanted: string) => string | undefined
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
  const from = `${manager.name} (${file})`
  // What stands behind the system's own comes behind it in PATH, too.
  const system = wanted.indexOf('system')
  const before = system < 0 ? wanted : wanted.slice(0, system)
  const folders = wanted
    .filter((version) => version !== 'system')
    .map((version) => locateVersion(manager, scene, { version, file }))
  const [only, ...others] = folders
  if (only !== undefined && others.length === 0 && isVenv(only))
    return contributeVenv(scene, only, from)
  const bins = folders.map((folder) => join(folder, 'bin'))
  const front = bins.slice(0, before.length)
  const behind = bins.slice(before.length)
  return {
    ops: [
      ...(front.length > 0 ? [prependOp('PATH', front, from)] : []),
      ...(behind.length > 0 ? [appendOp('PATH', behind, from)] : []),
    ],
    watch: [],
    notes: [],
  }
}

function locateVersion(
  manager: Manager,
  scene: Scene,
  { version, file }: { readonly version: string; readonly file: string },
): string {
  const versions = join(locate(manager, scene), 'versions')
  const name = isInside(versions, version) ? manager.choose(versions, version) : undefined
  if (name !== undefined) return join(versions, name)
  const what = `${version} is not installed (named by ${file})`
  throw failProvider(scene, what, `${manager.name} install ${version}`)
}

/** The project's own file counts, then the user's. */
function readWanted(manager: Manager, scene: Scene) {
  const global = join(locate(manager, scene), 'version')
  const file = findAbove(scene.root, [manager.file]) ?? global
  return { file, wanted: manager.parse(readText(file) ?? '') }
}

function locate({ variable, folder }: Manager, { base, world }: Scene): string {
  const named = base[variable]
  return named && isThere(named) ? named : join(world.home, folder)
}

/** A name in a version file must not lead elsewhere: pyenv passes over one that does since CVE-2022-35861. */
function isInside(folder: string, name: string): boolean {
  return resolve(folder, name).startsWith(`${folder}/`)
}
