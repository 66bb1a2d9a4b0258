import { basename, dirname, join, resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { listFolders, listSettings, parseYamlObject } from './conda-folders.js'
import { contributeConda, isCondaPrefix, listScripts, watchCondaPrefix } from './conda-prefix.js'
import { isThere, readText } from './files.js'

const FILES = ['environment.yml', 'environment.yaml']

/** conda, mamba and micromamba: an environment by folder or by name. */
export const conda: Provider = {
  name: 'conda',
  detect: ({ root }) => ['.conda', ...FILES].map((name) => join(root, name)).find(isThere),
  watch: (scene) => {
    const prefix = findPrefix(scene)
    const named =
      scene.args[0] === undefined ? FILES.map((name) => join(scene.root, name)).filter(isThere) : []
    const isByName = scene.args[0] !== undefined && !scene.args[0].includes('/')
    return [
      ...named,
      ...(isByName || named.length > 0
        ? listSettings(scene).filter((file) => !prefix || isThere(file))
        : []),
      ...(prefix ? watchCondaPrefix(prefix) : [join(scene.world.home, '.conda/environments.txt')]),
    ]
  },
  trusted: (scene) => {
    const prefix = findPrefix(scene)
    const isOwn = prefix?.startsWith(`${scene.root}/`)
    return isOwn && prefix
      ? { by: 'allow', files: [join(prefix, 'conda-meta/state'), ...listScripts(prefix)] }
      : { by: 'nobody' }
  },
  resolve: async (scene) => {
    const prefix = findPrefix(scene)
    if (prefix) return contributeConda(scene, prefix, nameOf(scene, prefix), `conda (${prefix})`)
    const wanted = nameEnvironment(scene)
    const what = wanted
      ? `no environment ${wanted}`
      : `neither .conda nor ${FILES[0]} in ${scene.root}`
    throw failProvider(scene, what, 'make it, or name its folder: conda[] = FOLDER')
  },
}

/** What the declaration names, else the project's own `.conda`, else the name in environment.yml. */
function findPrefix(scene: Scene): string | undefined {
  const own = join(scene.root, '.conda')
  const wanted = nameEnvironment(scene) ?? (isCondaPrefix(own) ? own : undefined)
  if (wanted === undefined) return undefined
  const folders = wanted.includes('/') ? [resolve(scene.root, wanted)] : listFolders(scene, wanted)
  return folders.find(isCondaPrefix)
}

function nameEnvironment({ args, root }: Scene): string | undefined {
  if (args[0] !== undefined) return args[0]
  if (isCondaPrefix(join(root, '.conda'))) return undefined
  const text = FILES.map((name) => readText(join(root, name))).find((one) => one !== undefined)
  const { name, prefix } = parseYamlObject(text ?? '') ?? {}
  return [name, prefix].find((one) => typeof one === 'string' && one !== '') as string | undefined
}

/** conda calls an environment by its name below `envs`, and by its folder elsewhere. */
function nameOf({ args }: Scene, prefix: string): string {
  if (args[0] === 'base') return 'base'
  return basename(dirname(prefix)) === 'envs' ? basename(prefix) : prefix
}
