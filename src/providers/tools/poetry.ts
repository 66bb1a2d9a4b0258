import { join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Provider } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { asObject } from './json.js'
import { locatePoetryVenv, watchPoetry } from './poetry-venv.js'
import { parseTomlObject } from './toml-object.js'
import { contributeVenv } from './venv-folder.js'

/** poetry: the virtual environment that it uses for the project, without starting it. */
export const poetry: Provider = {
  name: 'poetry',
  detect: ({ root }) => {
    const file = findAbove(root, ['pyproject.toml'])
    return file && isPoetrys(root, file) ? file : undefined
  },
  watch: watchPoetry,
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => {
    const found = locatePoetryVenv(scene)
    if (found) return contributeVenv(scene, found, `poetry (${found})`)
    throw failProvider(scene, `poetry has no environment for ${scene.root}`, 'poetry install')
  },
}

function isPoetrys(root: string, file: string): boolean {
  if (isThere(join(root, 'poetry.lock')) || isThere(join(root, 'poetry.toml'))) return true
  const tables = parseTomlObject(readText(file) ?? '')
  const backend = asObject(tables?.['build-system'])?.['build-backend']
  const hasOwn = asObject(asObject(tables?.['tool'])?.['poetry']) !== undefined
  return hasOwn || String(backend).startsWith('poetry.')
}
