import { dirname, join, relative, resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { asObject } from './json.js'
import { parseTomlObject } from './toml-object.js'
import { contributeVenv, isVenv } from './venv-folder.js'

const FILE = 'pyproject.toml'

/** uv: the project environment of `uv run` and `uv sync`, without starting it (docs/concepts/projects/config.md of uv). */
export const uv: Provider = {
  name: 'uv',
  detect: (scene) => {
    const lock = join(locateWorkspace(scene), 'uv.lock')
    return isThere(lock) ? lock : undefined
  },
  watch: (scene) => [
    join(locateWorkspace(scene), FILE),
    join(scene.root, FILE),
    join(locateEnvironment(scene), 'pyvenv.cfg'),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => {
    const folder = locateEnvironment(scene)
    if (isVenv(folder)) return contributeVenv(scene, folder, `uv (${folder})`)
    throw failProvider(scene, `no environment in ${folder}`, 'uv sync')
  },
}

/** `UV_PROJECT_ENVIRONMENT` is relative to the workspace. */
function locateEnvironment(scene: Scene): string {
  return resolve(locateWorkspace(scene), scene.base['UV_PROJECT_ENVIRONMENT'] || '.venv')
}

/** The project's own folder, or that of the workspace of which it is a member. */
function locateWorkspace({ root }: Scene): string {
  const own = dirname(findAbove(root, [FILE]) ?? join(root, FILE))
  let dir = own
  while (dir !== dirname(dir)) {
    if (isMember(dir, relative(dir, own))) return dir
    dir = dirname(dir)
  }
  return own
}

function isMember(dir: string, path: string): boolean {
  const tables = parseTomlObject(readText(join(dir, FILE)) ?? '')
  const workspace = asObject(asObject(asObject(tables?.['tool'])?.['uv'])?.['workspace'])
  if (!workspace) return false
  const matches = (key: string) =>
    listTexts(workspace[key]).some((glob) => toPattern(glob).test(path))
  return path === '' || (matches('members') && !matches('exclude'))
}

function listTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function toPattern(glob: string): RegExp {
  const escaped = glob.replace(/\/$/, '').replace(/[.+^${}()|\\]/g, '\\$&')
  const text = escaped.replace(
    /\*\*|\*|\?/g,
    (star) => ({ '**': '.*', '*': '[^/]*' })[star] ?? '[^/]',
  )
  return new RegExp(`^(?:\\./)?${text}$`)
}
