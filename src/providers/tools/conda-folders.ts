import { basename, dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import type { Scene } from '../provider.js'
import { readText } from './files.js'
import { asObject } from './json.js'

const ROOTS = [
  'miniconda3',
  'anaconda3',
  'miniforge3',
  'mambaforge',
  'micromamba',
  '.conda',
  '.micromamba',
  '.local/share/mamba',
]

/** Where environments of a name may be: where the user says, beside conda itself, in the usual places, and where conda has noted one. */
export function listFolders(scene: Scene, name: string): readonly string[] {
  const { base, world } = scene
  const roots = listRoots(scene)
  const noted = (readText(join(world.home, '.conda/environments.txt')) ?? '').split('\n')
  const named = [base['CONDA_ENVS_PATH'], base['CONDA_ENVS_DIRS']].flatMap((list) =>
    (list ?? '').split(':').filter(Boolean),
  )
  const configured = listSettings(scene).flatMap((file) => readFolders(file))
  return [
    ...[...named, ...configured].map((folder) => join(expand(scene, folder), name)),
    ...roots.map((folder) => (name === 'base' ? folder : join(folder, 'envs', name))),
    ...noted.filter((folder) => basename(folder) === name),
  ]
}

/** The files in which conda and mamba keep their settings (conda/base/constants.py); only a user's own, not a project's. */
export function listSettings(scene: Scene): readonly string[] {
  const { base, world } = scene
  const config = base['XDG_CONFIG_HOME'] ?? join(world.home, '.config')
  return [
    ...(base['CONDARC'] ? [base['CONDARC']] : []),
    ...['.condarc', '.conda/.condarc', '.conda/condarc', '.mambarc'].map((name) =>
      join(world.home, name),
    ),
    ...['conda/.condarc', 'conda/condarc', 'mamba/mambarc'].map((name) => join(config, name)),
    ...listRoots(scene).flatMap((root) => [join(root, '.condarc'), join(root, 'condarc')]),
    '/etc/conda/.condarc',
  ]
}

/** A document of YAML as an object, or undefined where the text is something else. */
export function parseYamlObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(parse(text))
  } catch {
    return undefined
  }
}

/** `envs_dirs` of one file, and `envs_path`, as it is called, too. */
function readFolders(file: string): readonly string[] {
  const settings = parseYamlObject(readText(file) ?? '')
  const said = settings?.['envs_dirs'] ?? settings?.['envs_path']
  const folders = Array.isArray(said) ? said : typeof said === 'string' ? said.split(',') : []
  return folders.filter((one): one is string => typeof one === 'string').map((one) => one.trim())
}

function listRoots({ base, world }: Scene): readonly string[] {
  const exe = base['CONDA_EXE']
  return [
    ...(exe ? [dirname(dirname(exe))] : []),
    ...(base['MAMBA_ROOT_PREFIX'] ? [base['MAMBA_ROOT_PREFIX']] : []),
    ...ROOTS.map((folder) => join(world.home, folder)),
    '/opt/conda',
    '/opt/miniconda3',
  ]
}

/** conda expands variables and `~` in its settings. */
function expand({ world }: Scene, folder: string): string {
  const expanded = folder
    .replace(/^~(?=\/|$)/, () => world.home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => world.env[String(braced ?? bare)] ?? '')
  return resolve(world.home, expanded)
}
