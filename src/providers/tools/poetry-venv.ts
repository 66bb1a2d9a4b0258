import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { listFolder } from '../../files/folder.js'
import type { Scene } from '../provider.js'
import { findAbove, readText } from './files.js'
import { asObject } from './json.js'
import { listPoetrySettings, readPoetrySettings } from './poetry-settings.js'
import { parseTomlObject } from './toml-object.js'
import { isVenv } from './venv-folder.js'
import { compareVersions } from './versions.js'

/**
 * The virtual environment that poetry uses for a project (poetry/utils/env/env_manager.py): the project's own `.venv`, else the one
 * in poetry's folder that `poetry env use` chose, else the one of the newest Python.
 */
export function locatePoetryVenv(scene: Scene): string | undefined {
  const { root } = locateProject(scene)
  const own = join(root, '.venv')
  const { folder, inProject } = readPoetrySettings(scene, root)
  if (inProject !== false && isVenv(own)) return own
  return locateKept(scene, resolve(root, folder))
}

/** The files that decide it; a new environment shows in its folder. */
export function watchPoetry(scene: Scene): readonly string[] {
  const { root, file } = locateProject(scene)
  const folder = resolve(root, readPoetrySettings(scene, root).folder)
  return [
    file,
    ...listPoetrySettings(scene, root),
    join(root, '.venv/pyvenv.cfg'),
    folder,
    join(folder, 'envs.toml'),
  ]
}

/** The environment in poetry's folder; `venv[]` names another. */
export function locateKept(scene: Scene, folder: string): string | undefined {
  const { root, file } = locateProject(scene)
  for (const name of listNames(readText(file) ?? '')) {
    const start = `${name}-${hashPath(root)}`
    const found = listFolder(folder).filter((one) => one.startsWith(`${start}-py`))
    const chosen = asObject(parseTomlObject(readText(join(folder, 'envs.toml')) ?? '')?.[start])
    const minor = `${start}-py${String(chosen?.['minor'])}`
    const newest = found.includes(minor) ? minor : [...found].sort(compareVersions).at(-1)
    if (newest !== undefined) return join(folder, newest)
  }
  return undefined
}

function locateProject({ root }: Scene): { readonly root: string; readonly file: string } {
  const file = findAbove(root, ['pyproject.toml']) ?? join(root, 'pyproject.toml')
  return { root: dirname(file), file }
}

/** The project's name as poetry writes it into a folder's: canonical (PEP 503), and before 1.2 as it stands. */
function listNames(text: string): readonly string[] {
  const tables = parseTomlObject(text)
  // Before 2.0 poetry read its own table alone; a project that only manages dependencies goes by the last name.
  const said = [asObject(tables?.['project']), asObject(asObject(tables?.['tool'])?.['poetry'])]
    .map((table) => table?.['name'])
    .filter((name) => typeof name === 'string')
  const names = [...said, 'non-package-mode'].flatMap((name) => [
    name.replace(/[-_.]+/g, '-'),
    name,
  ])
  return [...new Set(names.map(cleanName))]
}

function cleanName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ $`!*@"\\\r\n\t]/g, '_')
    .slice(0, 42)
}

function hashPath(root: string): string {
  return createHash('sha256').update(root).digest('base64url').slice(0, 8)
}
