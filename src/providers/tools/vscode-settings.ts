import { basename, isAbsolute, join, resolve } from 'node:path'
import type { Scene } from '../provider.js'
import { readText } from './files.js'
import { parseCommentedObject } from './json.js'

/** Where VS Code keeps the settings of this folder. */
export function locateSettings({ root }: Scene): string {
  return join(root, '.vscode/settings.json')
}

/** The interpreter that the folder's settings name, its variables expanded; undefined where there is none, or only a name. */
export function readSetting(scene: Scene): string | undefined {
  const settings = parseCommentedObject(readText(locateSettings(scene)) ?? '')
  const value = settings?.['python.defaultInterpreterPath'] ?? settings?.['python.pythonPath']
  if (typeof value !== 'string') return undefined
  const expanded = expand(scene, value)
  return isAbsolute(expanded) || expanded.includes('/') ? resolve(scene.root, expanded) : undefined
}

/** VS Code's variables that say something outside a window; `${env:X}` is of the environment that VS Code was started in. */
function expand({ root, world }: Scene, value: string): string {
  return value
    .replace(/\$\{(?:workspaceFolder|workspaceRoot)(?::[^}]*)?\}/g, () => root)
    .replace(/\$\{(?:workspaceFolder|workspaceRoot)Basename\}/g, () => basename(root))
    .replace(/\$\{userHome\}/g, () => world.home)
    .replace(/\$\{pathSeparator\}|\$\{\/\}/g, '/')
    .replace(/\$\{env:([^}]+)\}/g, (_, name: string) => world.env[name] ?? '')
    .replace(/^~(?=\/|$)/, () => world.home)
}
