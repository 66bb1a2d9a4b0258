import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { asObject } from './json.js'
import { parseTomlObject } from './toml-object.js'
import { contributeVenv, isVenv } from './venv-folder.js'

/** hatch: one of the project's environments, by its layout on disk; `hatch[] = test` names another than the default one. */
export const hatch: Provider = {
  name: 'hatch',
  detect: (scene) => {
    const file = locateFile(scene)
    const isOwn = isThere(join(dirname(file), 'hatch.toml')) || readHatch(file) !== undefined
    return isOwn ? file : undefined
  },
  watch: (scene) => [
    locateFile(scene),
    join(dirname(locateFile(scene)), 'hatch.toml'),
    join(locate(scene), 'pyvenv.cfg'),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => {
    const folder = locate(scene)
    if (isVenv(folder)) return contributeVenv(scene, folder, `hatch (${folder})`)
    const name = scene.args[0] ?? 'default'
    throw failProvider(scene, `no environment ${name} in ${folder}`, `hatch env create ${name}`)
  },
}

/** As hatch/env/virtual.py places it: the path that is configured, else below hatch's data by the project's name and path. */
function locate(scene: Scene): string {
  const file = locateFile(scene)
  const root = dirname(file)
  const [env = 'default'] = scene.args
  const path = readEnvironment(file, env)?.['path']
  if (typeof path === 'string' && path !== '') return resolve(root, path)
  const id = createHash('sha256').update(root).digest('base64url').slice(0, 8)
  const name = readName(file) ?? `${id}-unmanaged`
  const { base, world } = scene
  const data = base['XDG_DATA_HOME'] ?? join(world.home, '.local/share')
  const hatchData = base['HATCH_DATA_DIR'] ?? join(data, 'hatch')
  return join(hatchData, 'env/virtual', name, id, env === 'default' ? name : env)
}

function readName(file: string): string | undefined {
  const name = asObject(parseTomlObject(readText(file) ?? '')?.['project'])?.['name']
  return typeof name === 'string' ? name.replace(/[-_.]+/g, '-').toLowerCase() : undefined
}

/** hatch.toml counts before pyproject.toml. */
function readEnvironment(file: string, env: string): Readonly<Record<string, unknown>> | undefined {
  const own = parseTomlObject(readText(join(dirname(file), 'hatch.toml')) ?? '')
  const envs = asObject(own?.['envs']) ?? asObject(readHatch(file)?.['envs'])
  return asObject(envs?.[env])
}

function readHatch(file: string): Readonly<Record<string, unknown>> | undefined {
  return asObject(asObject(parseTomlObject(readText(file) ?? '')?.['tool'])?.['hatch'])
}

function locateFile({ root }: Scene): string {
  return findAbove(root, ['pyproject.toml']) ?? join(root, 'pyproject.toml')
}
