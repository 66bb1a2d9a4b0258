import { join } from 'node:path'
import type { Provider, Scene } from '../provider.js'
import { isThere } from './files.js'
import { askCode } from './shell-code.js'

/** Spack: the environment of the project's spack.yaml, or packages that the declaration names. */
export const spack: Provider = {
  name: 'spack',
  detect: ({ root }) => [join(root, 'spack.yaml')].find(isThere),
  watch: ({ root, args }) =>
    args.length > 0
      ? []
      : ['spack.yaml', 'spack.lock', '.spack-env'].map((name) => join(root, name)),
  trusted: ({ root }) => ({
    by: 'allow',
    files: ['spack.yaml', 'spack.lock'].map((name) => join(root, name)).filter(isThere),
  }),
  resolve: async (scene) => {
    const program = locateProgram(scene)
    const { args, root } = scene
    if (args.length > 0) return askCode(scene, [program, 'load', '--sh', ...args])
    return askCode(scene, [program, 'env', 'activate', '--sh', '--dir', root])
  },
}

/** Spack is a clone of its repository more often than it is on PATH. */
function locateProgram({ base }: Scene): string {
  const own = base['SPACK_ROOT'] && join(base['SPACK_ROOT'], 'bin/spack')
  return own && isThere(own) ? own : 'spack'
}
