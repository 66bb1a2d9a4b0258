import { basename, dirname, join } from 'node:path'
import type { Op } from '../../plan/plan.js'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { contributeConda, isCondaPrefix, listScripts } from './conda-prefix.js'
import { findAbove, readText } from './files.js'
import { asObject } from './json.js'
import { setOp } from './ops.js'
import { parseTomlObject } from './toml-object.js'

const FILES = ['pixi.toml', 'pyproject.toml']

/** pixi: an environment below `.pixi`, by its layout on disk, entered as a conda environment is. */
export const pixi: Provider = {
  name: 'pixi',
  detect: ({ root }) => {
    const file = findAbove(root, FILES)
    return file && readManifest(file) ? file : undefined
  },
  watch: (scene) => [locateFile(scene), join(locatePrefix(scene), 'conda-meta')],
  trusted: (scene) => ({
    by: 'allow',
    files: [locateFile(scene), ...listScripts(locatePrefix(scene))],
  }),
  resolve: async (scene) => {
    const file = locateFile(scene)
    const prefix = locatePrefix(scene)
    const manifest = readManifest(file)
    if (!manifest) throw failProvider(scene, `${file} is no manifest of pixi`, 'pixi init')
    if (!isCondaPrefix(prefix))
      throw failProvider(scene, `no environment in ${prefix}`, 'pixi install')
    const name = nameWorkspace(manifest, file)
    const from = `pixi (${prefix})`
    const entered = await contributeConda(scene, prefix, name, from)
    const hasMore = 'activation' in manifest
    const note = `${from}: [activation] of ${file} is not read; to have it: run[] = pixi run --frozen`
    return {
      ...entered,
      ops: [...entered.ops, ...listOwn(scene, { file, name, from })],
      notes: hasMore ? [...entered.notes, note] : entered.notes,
    }
  },
}

/** What pixi says of itself to what it runs (docs/reference/environment_variables.md). */
function listOwn(
  { args }: Scene,
  { file, name, from }: { readonly file: string; readonly name: string; readonly from: string },
): readonly Op[] {
  return [
    setOp('PIXI_PROJECT_ROOT', dirname(file), from),
    setOp('PIXI_PROJECT_NAME', name, from),
    setOp('PIXI_PROJECT_MANIFEST', file, from),
    setOp('PIXI_ENVIRONMENT_NAME', args[0] ?? 'default', from),
  ]
}

function readManifest(file: string): Readonly<Record<string, unknown>> | undefined {
  const tables = parseTomlObject(readText(file) ?? '')
  if (basename(file) === 'pixi.toml') return tables
  return asObject(asObject(tables?.['tool'])?.['pixi'])
}

function nameWorkspace(manifest: Readonly<Record<string, unknown>>, file: string): string {
  const tables = parseTomlObject(readText(file) ?? '')
  const said = [manifest['workspace'], manifest['project'], tables?.['project']]
    .map((table) => asObject(table)?.['name'])
    .find((name) => typeof name === 'string')
  return typeof said === 'string' ? said : basename(dirname(file))
}

function locateFile({ root }: Scene): string {
  return findAbove(root, FILES) ?? join(root, 'pixi.toml')
}

function locatePrefix(scene: Scene): string {
  return join(dirname(locateFile(scene)), '.pixi/envs', scene.args[0] ?? 'default')
}
