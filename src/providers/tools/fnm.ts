import { join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { chooseNode } from './node-versions.js'
import { prependOp } from './ops.js'
import { parseVersionFile } from './versions.js'

const FILES = ['.node-version', '.nvmrc']

/** fnm: `.node-version` or `.nvmrc`, by fnm's layout on disk. */
export const fnm: Provider = {
  name: 'fnm',
  detect: ({ root }) => findAbove(root, FILES),
  watch: (scene) => [
    ...FILES.map((name) => join(scene.root, name)),
    locateFile(scene),
    join(locateFnm(scene), 'node-versions'),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveFnm(scene),
}

function resolveFnm(scene: Scene): Contribution {
  const file = locateFile(scene)
  const folder = locateFnm(scene)
  const [wanted = ''] = parseVersionFile(readText(file) ?? '')
  if (wanted === '') throw failProvider(scene, `${file} holds no version`, 'write one, such as 20')
  if (wanted === 'system') return { ops: [], watch: [], notes: [] }
  const prefix = locateNode(folder, wanted)
  if (prefix === undefined)
    throw failProvider(
      scene,
      `node ${wanted} is not installed (named by ${file})`,
      `fnm install ${wanted}`,
    )
  return { ops: [prependOp('PATH', [join(prefix, 'bin')], `fnm (${file})`)], watch: [], notes: [] }
}

/** An alias of fnm's is a link to an installation; `lts/iron` is kept as `lts-iron`. */
function locateNode(folder: string, wanted: string): string | undefined {
  const versions = join(folder, 'node-versions')
  const name = chooseNode(versions, join(folder, 'no-alias-files'), wanted)
  if (name !== undefined) return join(versions, name, 'installation')
  const alias = join(folder, 'aliases', wanted.replaceAll('/', '-'))
  return isThere(join(alias, 'bin')) ? alias : undefined
}

function locateFile({ root }: Scene): string {
  return findAbove(root, FILES) ?? join(root, '.node-version')
}

function locateFnm({ base, world }: Scene): string {
  const data = base['XDG_DATA_HOME'] ?? join(world.home, '.local/share')
  const usual = [base['FNM_DIR'], join(data, 'fnm'), join(world.home, '.fnm')]
  return usual.find((folder) => folder !== undefined && isThere(folder)) ?? join(data, 'fnm')
}
