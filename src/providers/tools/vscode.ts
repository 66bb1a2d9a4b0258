import { dirname, join, resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { contributeConda, isCondaPrefix } from './conda-prefix.js'
import { isThere, readText } from './files.js'
import { parseCommentedObject } from './json.js'
import { prependOp } from './ops.js'
import { contributeVenv, isVenv } from './venv-folder.js'
import { listStates, readPick } from './vscode-state.js'

/** The Python interpreter that is selected for this workspace in VS Code. */
export const vscode: Provider = {
  name: 'vscode',
  readsOnly: true,
  detect: (scene) => (readSetting(scene) === undefined ? undefined : locateSettings(scene)),
  watch: (scene) => [locateSettings(scene), ...listStates(scene)],
  trusted: (scene) => ({ by: 'allow', files: [locateSettings(scene)] }),
  resolve: resolveVscode,
}

/** What was picked in the window counts before the setting; the interpreter itself is never started. */
async function resolveVscode(scene: Scene): Promise<Contribution> {
  const picked = await readPick(scene)
  const path = picked ?? readSetting(scene)
  if (!path || path === 'python') {
    throw failProvider(
      scene,
      `no interpreter is selected for ${scene.root}`,
      'select one in VS Code, or set python.defaultInterpreterPath',
    )
  }
  if (!isThere(path))
    throw failProvider(scene, `${path} is not there`, 'select another interpreter')
  const from = `vscode (${picked ? 'selected' : locateSettings(scene)})`
  // Newer versions keep the environment's folder, older ones the interpreter.
  const prefix = isThere(join(path, 'bin')) ? path : dirname(dirname(path))
  if (isVenv(prefix)) return contributeVenv(scene, prefix, from)
  if (isCondaPrefix(prefix)) return contributeConda(scene, prefix, prefix, from)
  return { ops: [prependOp('PATH', [join(prefix, 'bin')], from)], watch: [], notes: [] }
}

function readSetting(scene: Scene): string | undefined {
  const { root, base, world } = scene
  const settings = parseCommentedObject(readText(locateSettings(scene)) ?? '')
  const value = settings?.['python.defaultInterpreterPath'] ?? settings?.['python.pythonPath']
  if (typeof value !== 'string') return undefined
  const expanded = value
    .replace(/\$\{workspaceFolder\}/g, root)
    .replace(/\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => base[name] ?? '')
    .replace(/^~(?=\/)/, world.home)
  return expanded.includes('/') ? resolve(root, expanded) : undefined
}

function locateSettings({ root }: Scene): string {
  return join(root, '.vscode/settings.json')
}
