import { join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { prependOp, setOp } from './ops.js'

const FILE = '.sdkmanrc'

/** SDKMAN!: `.sdkmanrc`, as `sdk env` applies it, by its layout on disk, because sdk is a shell function. */
export const sdkman: Provider = {
  name: 'sdkman',
  detect: ({ root }) => findAbove(root, [FILE]),
  watch: (scene) => [
    join(scene.root, FILE),
    locateFile(scene),
    ...readCandidates(scene).map(({ name }) => join(locate(scene), name)),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveSdkman(scene),
}

type Candidate = { readonly name: string; readonly version: string }

function resolveSdkman(scene: Scene): Contribution {
  const file = locateFile(scene)
  const from = `sdkman (${file})`
  const candidates = readCandidates(scene)
  if (candidates.length === 0)
    throw failProvider(scene, `${file} names nothing`, 'write a line such as java=21.0.2-tem')
  const ops = candidates.flatMap(({ name, version }) => {
    const home = join(locate(scene), name, version)
    if (!isThere(home)) {
      const what = `${name} ${version} is not installed (named by ${file})`
      throw failProvider(scene, what, `sdk install ${name} ${version}`)
    }
    const bin = isThere(join(home, 'bin')) ? join(home, 'bin') : home
    return [
      setOp(`${name.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}_HOME`, home, from),
      prependOp('PATH', [bin], from),
    ]
  })
  return { ops, watch: [], notes: [] }
}

/** Lines of NAME=VERSION; # begins a comment (sdkman-env.sh). */
function readCandidates(scene: Scene): readonly Candidate[] {
  const lines = (readText(locateFile(scene)) ?? '')
    .split('\n')
    .map((line) => line.replace(/#.*/, ''))
  return lines.flatMap((line) => {
    const [, name, version] = /^\s*([A-Za-z0-9_-]+)\s*=\s*([^\s/]+)\s*$/.exec(line) ?? []
    return name && version && version !== '..' ? [{ name, version }] : []
  })
}

function locateFile({ root }: Scene): string {
  return findAbove(root, [FILE]) ?? join(root, FILE)
}

function locate({ base, world }: Scene): string {
  return join(base['SDKMAN_DIR'] ?? join(world.home, '.sdkman'), 'candidates')
}
