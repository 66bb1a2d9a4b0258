import { join } from 'node:path'
import type { Scene } from '../provider.js'
import { readText } from './files.js'
import { asObject } from './json.js'
import { parseTomlObject } from './toml-object.js'

/** What of poetry's settings decides where an environment is. */
export type PoetrySettings = {
  /** The folder of all environments. */
  readonly folder: string
  /** Only `false` keeps poetry from using the project's own `.venv`. */
  readonly inProject: boolean | undefined
}

/** The files in which poetry's settings are, for a project whose pyproject.toml is in `root`: its own first. */
export function listPoetrySettings({ base, world }: Scene, root: string): readonly string[] {
  const config =
    base['POETRY_CONFIG_DIR'] ??
    join(base['XDG_CONFIG_HOME'] ?? join(world.home, '.config'), 'pypoetry')
  return [join(root, 'poetry.toml'), join(config, 'config.toml')]
}

/** Poetry's settings: variables count before the project's poetry.toml, and that before the user's (poetry/config/config.py). */
export function readPoetrySettings(scene: Scene, root: string): PoetrySettings {
  const { base, world } = scene
  const files = listPoetrySettings(scene, root).map((file) => parseTomlObject(readText(file) ?? ''))
  const find = (key: string) =>
    files.map((file) => asObject(file?.['virtualenvs'])?.[key]).find((value) => value !== undefined)
  const caches = files.map((file) => file?.['cache-dir']).find((value) => typeof value === 'string')
  const usual = join(base['XDG_CACHE_HOME'] ?? join(world.home, '.cache'), 'pypoetry')
  const cache = base['POETRY_CACHE_DIR'] ?? (typeof caches === 'string' ? caches : usual)
  const path = base['POETRY_VIRTUALENVS_PATH'] ?? find('path') ?? '{cache-dir}/virtualenvs'
  const own = base['POETRY_VIRTUALENVS_IN_PROJECT'] ?? find('in-project')
  const folder = String(path)
    .replace('{cache-dir}', () => cache)
    .replace('{project-dir}', () => root)
    .replace(/^~(?=\/)/, () => world.home)
  return { folder, inProject: own === undefined ? undefined : /^(?:true|1)$/i.test(String(own)) }
}
