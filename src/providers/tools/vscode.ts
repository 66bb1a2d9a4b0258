import { dirname, join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { contributeConda, isCondaPrefix } from './conda-prefix.js'
import { isThere } from './files.js'
import { prependOp } from './ops.js'
import { contributeVenv, isVenv } from './venv-folder.js'
import { locateSettings, readSetting } from './vscode-settings.js'
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
  return enter(scene, path, from)
}

/** Newer versions keep the environment's folder, older ones the interpreter, wherever in it that is. */
async function enter(scene: Scene, path: string, from: string): Promise<Contribution> {
  const prefixes = [path, dirname(path), dirname(dirname(path))]
  const venv = prefixes.find(isVenv)
  if (venv) return contributeVenv(scene, venv, from)
  const conda = prefixes.find(isCondaPrefix)
  if (conda) return contributeConda(scene, conda, conda, from)
  const bin = isThere(join(path, 'bin')) ? join(path, 'bin') : dirname(path)
  if (!SYSTEM.has(bin)) return { ops: [prependOp('PATH', [bin], from)], watch: [], notes: [] }
  const note = `${from}: ${path} is the system's; its folder stays where the agent's PATH has it`
  return { ops: [], watch: [], notes: [note] }
}

/** In front of PATH these would hide everything else that is in it. */
const SYSTEM = new Set(['/usr/bin', '/bin', '/usr/sbin', '/sbin'])
