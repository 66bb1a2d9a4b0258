import { join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { chooseNvm } from './nvm-versions.js'
import { parseNvmrc } from './nvmrc.js'
import { prependOp, setOp } from './ops.js'

/** nvm: `.nvmrc`, by nvm's layout on disk, because nvm is a shell function that takes a tenth of a second. */
export const nvm: Provider = {
  name: 'nvm',
  detect: ({ root }) => findAbove(root, ['.nvmrc']),
  watch: watchNvm,
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveNvm(scene),
}

/** An alias is written over, so its own file counts; what `nvm install` adds shows in the folders. */
function watchNvm(scene: Scene): readonly string[] {
  const folder = locateNvm(scene)
  const file = locateFile(scene)
  const wanted = parseNvmrc(readText(file) ?? '') ?? ''
  const isAlias = /^[A-Za-z]/.test(wanted) && !/^v\d/.test(wanted) && !wanted.includes('..')
  const aliases = isAlias ? ['alias', 'alias/lts', `alias/${wanted}`] : []
  return [
    join(scene.root, '.nvmrc'),
    file,
    ...['versions/node', ...aliases].map((name) => join(folder, name)),
  ]
}

function resolveNvm(scene: Scene): Contribution {
  const file = locateFile(scene)
  const folder = locateNvm(scene)
  const wanted = parseNvmrc(readText(file) ?? '')
  if (wanted === undefined) {
    const what = `${file} does not hold exactly one version`
    throw failProvider(scene, what, 'write one, such as 20 or lts/*, beside lines of key=value')
  }
  const chosen = chooseNvm(folder, wanted)
  if (chosen === 'system') return { ops: [], watch: [], notes: [] }
  const prefix = chosen && join(folder, chosen)
  if (!prefix || !isThere(prefix)) {
    const what = `node ${wanted} is not installed (named by ${file})`
    throw failProvider(scene, what, `nvm install ${wanted}`)
  }
  const from = `nvm (${file})`
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
