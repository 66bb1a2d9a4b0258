import { join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { chooseNode } from './node-versions.js'
import { prependOp, setOp } from './ops.js'
import { parseVersionFile } from './versions.js'

/** nvm: `.nvmrc`, by nvm's layout on disk, because nvm is a shell function that takes a tenth of a second. */
export const nvm: Provider = {
  name: 'nvm',
  detect: ({ root }) => findAbove(root, ['.nvmrc']),
  watch: (scene) => [
    join(scene.root, '.nvmrc'),
    locateFile(scene),
    join(locateNvm(scene), 'versions/node'),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveNvm(scene),
}

function resolveNvm(scene: Scene): Contribution {
  const file = locateFile(scene)
  const folder = locateNvm(scene)
  const [wanted, ...others] = parseVersionFile(readText(file) ?? '')
  if (wanted === undefined || others.length > 0) {
    throw failProvider(
      scene,
      `${file} does not hold exactly one version`,
      'write one, such as 20 or lts/*',
    )
  }
  if (wanted === 'system') return { ops: [], watch: [], notes: [] }
  const versions = join(folder, 'versions/node')
  const name = chooseNode(versions, join(folder, 'alias'), wanted)
  if (name === undefined)
    throw failProvider(
      scene,
      `node ${wanted} is not installed (named by ${file})`,
      `nvm install ${wanted}`,
    )
  const from = `nvm (${file})`
  const prefix = join(versions, name)
  return {
    ops: [
      setOp('NVM_DIR', folder, from),
      setOp('NVM_BIN', join(prefix, 'bin'), from),
      setOp('NVM_INC', join(prefix, 'include/node'), from),
      prependOp('PATH', [join(prefix, 'bin')], from),
    ],
    watch: [],
    notes: [],
  }
}

function locateFile({ root }: Scene): string {
  return findAbove(root, ['.nvmrc']) ?? join(root, '.nvmrc')
}

function locateNvm({ base, world }: Scene): string {
  const xdg = base['XDG_CONFIG_HOME']
  const usual = [base['NVM_DIR'], ...(xdg ? [join(xdg, 'nvm')] : []), join(world.home, '.nvm')]
  return usual.find((folder) => folder !== undefined && isThere(folder)) ?? join(world.home, '.nvm')
}
