import { dirname, join } from 'node:path'
import { maxSatisfying } from 'semver'
import { listFolder } from '../../files/folder.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readLink, readText } from './files.js'
import { asObject, parseJsonObject } from './json.js'
import { prependOp } from './ops.js'
import { chooseVersion } from './versions.js'

/** In fnm's order within a folder (src/version_files.rs). */
const FILES = ['.nvmrc', '.node-version', 'package.json']

/** fnm: `.nvmrc`, `.node-version`, or `engines.node` of package.json, by fnm's layout on disk. */
export const fnm: Provider = {
  name: 'fnm',
  detect: ({ root }) => findAbove(root, FILES.slice(0, 2)),
  watch: (scene) => [
    ...FILES.map((name) => join(scene.root, name)),
    ...[findWanted(scene)?.file].filter((file) => file !== undefined),
    ...['node-versions', 'aliases'].map((name) => join(locateFnm(scene), name)),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveFnm(scene),
}

type Wanted = { readonly version: string; readonly file: string }

function resolveFnm(scene: Scene): Contribution {
  const wanted = findWanted(scene)
  if (!wanted) {
    const what = `no version in ${FILES.join(', ')} of ${scene.root} or above`
    throw failProvider(scene, what, 'write one, such as 20, into .node-version')
  }
  const { version, file } = wanted
  const from = `fnm (${file})`
  if (version.toLowerCase() === 'system') return { ops: [], watch: [], notes: [] }
  const prefix = locateNode(locateFnm(scene), wanted)
  if (prefix === 'system') return { ops: [], watch: [], notes: [] }
  if (prefix) return { ops: [prependOp('PATH', [join(prefix, 'bin')], from)], watch: [], notes: [] }
  const what = `node ${version} is not installed (named by ${file})`
  throw failProvider(scene, what, `fnm install ${version}`)
}

/** The nearest file that says a version; one that says nothing which fnm understands is passed over. */
function findWanted({ root }: Pick<Scene, 'root'>): Wanted | undefined {
  const said = FILES.map((name) => readWanted(join(root, name))).find((one) => one !== undefined)
  return said || dirname(root) === root ? said : findWanted({ root: dirname(root) })
}

function readWanted(file: string): Wanted | undefined {
  const text = readText(file)
  if (text === undefined) return undefined
  const isPackage = file.endsWith('/package.json')
  const version = isPackage ? readEngine(text) : text.trim()
  const isVersion = isPackage || /^(?:v?\d+(?:\.\w+)*|[^\d\s][^\n]*)$/.test(version ?? '')
  return version && isVersion ? { version, file } : undefined
}

function readEngine(text: string): string | undefined {
  const node = asObject(parseJsonObject(text)?.['engines'])?.['node']
  return typeof node === 'string' ? node : undefined
}

/** The installation that a version means; an alias of fnm's is a link to one, and `lts/iron` is kept as `lts-iron`. */
function locateNode(folder: string, { version, file }: Wanted): string | undefined {
  const versions = join(folder, 'node-versions')
  const installed = listFolder(versions).filter((name) => /^v\d/.test(name))
  if (file.endsWith('/package.json')) return place(versions, maxSatisfying(installed, version))
  if (/^v?\d/.test(version)) {
    const [numbers = ''] = /^\d+(?:\.\d+)*/.exec(version.replace(/^v/, '')) ?? []
    return place(versions, chooseVersion(installed, `v${numbers}`))
  }
  const name = version.toLowerCase().replace(/^lts\/\*?/, 'lts-')
  const alias = join(folder, 'aliases', name === 'lts-' ? 'lts-latest' : name)
  return name.includes('/') ? undefined : followAlias(alias)
}

/** An alias for the system's own Node leads to a path that exists nowhere (src/system_version.rs). */
function followAlias(alias: string): string | undefined {
  if (isThere(join(alias, 'bin'))) return alias
  return readLink(alias) === '/dev/null/installation' ? 'system' : undefined
}

function place(versions: string, name: string | null | undefined): string | undefined {
  return name ? join(versions, name, 'installation') : undefined
}

function locateFnm({ base, world }: Scene): string {
  const data = base['XDG_DATA_HOME'] ?? join(world.home, '.local/share')
  const usual = [base['FNM_DIR'], join(data, 'fnm'), join(world.home, '.fnm')]
  return usual.find((folder) => folder !== undefined && isThere(folder)) ?? join(data, 'fnm')
}
