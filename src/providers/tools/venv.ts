import { resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { locatePoetryVenv, watchPoetry } from './poetry-venv.js'
import { contributeVenv, isVenv } from './venv-folder.js'

const USUAL = ['.venv', 'venv', 'env']

/** A virtual environment of Python, made by venv, virtualenv, uv or poetry. */
export const venv: Provider = {
  name: 'venv',
  detect: (scene) => listCandidates(scene).find(isVenv),
  watch: (scene) => {
    const candidates = listCandidates(scene)
    const found = candidates.findIndex(isVenv)
    const files = candidates
      .slice(0, found < 0 ? undefined : found + 1)
      .map((folder) => `${folder}/pyvenv.cfg`)
    const isUsual = found >= 0 && USUAL.some((name) => candidates[found]?.endsWith(`/${name}`))
    return isUsual || scene.args.length > 0 ? files : [...files, ...watchPoetry(scene)]
  },
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => {
    const candidates = listCandidates(scene)
    const found = candidates.find(isVenv)
    if (found) return contributeVenv(scene, found, `venv (${found})`)
    throw failProvider(
      scene,
      `no virtual environment in ${candidates.join(', ')}`,
      'make one, or name it: venv[] = FOLDER',
    )
  },
}

/** What the declaration names counts alone; else uv's setting, the usual names, and poetry's own folder, in this order. */
function listCandidates(scene: Scene): readonly string[] {
  const { root, args, base } = scene
  if (args[0] !== undefined) return [resolve(root, args[0])]
  const uv = base['UV_PROJECT_ENVIRONMENT']
  const poetry = locatePoetryVenv(scene)
  return [
    ...(uv ? [resolve(root, uv)] : []),
    ...USUAL.map((name) => resolve(root, name)),
    ...(poetry ? [poetry] : []),
  ]
}
