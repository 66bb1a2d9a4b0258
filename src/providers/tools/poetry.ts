import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import type { Scene } from '../provider.js'
import { readText } from './files.js'
import { compareVersions } from './versions.js'

/**
 * The virtual environment that poetry keeps in its cache for a project: the name's formula is generate_env_name in
 * poetry/utils/env/env_manager.py. Of several Pythons the newest counts; `venv[]` names another.
 */
export function locatePoetryVenv({ root, base, world }: Scene): string | undefined {
  const text = readText(join(root, 'pyproject.toml'))
  const name = /^name\s*=\s*["']([^"']+)["']/m.exec(text ?? '')?.[1]
  if (name === undefined || !/^\[tool\.poetry/m.test(text ?? '')) return undefined
  const cache =
    base['POETRY_CACHE_DIR'] ??
    join(base['XDG_CACHE_HOME'] ?? join(world.home, '.cache'), 'pypoetry')
  const folder = join(cache, 'virtualenvs')
  const start = `${cleanName(name)}-${hashPath(root)}-py`
  const found = listFolder(folder).filter((one) => one.startsWith(start))
  const newest = [...found].sort(compareVersions).at(-1)
  return newest === undefined ? undefined : join(folder, newest)
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
