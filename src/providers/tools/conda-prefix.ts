import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import type { Environment } from '../environment.js'
import { diffEnvironments } from '../environment-diff.js'
import { learn } from '../learn/learn.js'
import type { Contribution, Scene } from '../provider.js'
import { type Output, requireEnvironment, runOrFail } from '../run.js'
import { isThere, readText } from './files.js'
import { asObject, parseJsonObject } from './json.js'

/** Is this the folder of a conda environment? */
export function isCondaPrefix(folder: string): boolean {
  return isThere(join(folder, 'conda-meta'))
}

/**
 * What `conda activate` does, from the folder itself (conda/activate.py): no Python starts, and conda, mamba and micromamba come
 * to the same. The scripts of packages in etc/conda/activate.d are run, as conda runs them.
 */
export async function contributeConda(
  scene: Scene,
  prefix: string,
  name: string,
  from: string,
): Promise<Contribution> {
  const scripts = listScripts(prefix)
  const watch = [...scripts, ...listVariableFiles(prefix)]
  const enter = (extra: Environment) => activate(scene, prefix, name, extra)
  if (scripts.length === 0) {
    const { base: before, root } = scene
    const { ops, notes } = diffEnvironments({ before, after: enter({}), root, from })
    return { ops, notes, watch }
  }
  return learn(scene, {
    from,
    files: scripts,
    ask: async (extra) => {
      const output = await runScripts(scene, scripts, enter(extra))
      const after = requireEnvironment(scene, join(prefix, 'etc/conda/activate.d'), output)
      return { after, stderr: output.stderr, watch }
    },
    active: [
      [
        { name: 'CONDA_PREFIX', like: [prefix] },
        { name: 'CONDA_SHLVL', like: [] },
      ],
    ],
  })
}

function activate({ base }: Scene, prefix: string, name: string, extra: Environment): Environment {
  const before = { ...base, ...extra }
  return {
    ...before,
    ...readVariables(prefix),
    CONDA_PREFIX: prefix,
    CONDA_DEFAULT_ENV: name,
    PATH: [join(prefix, 'bin'), before['PATH']].join(':'),
  }
}

/** What decides about an environment: its history changes with every package, its state with `conda env config`. */
export function watchCondaPrefix(prefix: string): readonly string[] {
  return ['conda-meta/history', 'conda-meta/state'].map((name) => join(prefix, name))
}

/** The scripts that run when an environment is entered, in conda's order. */
export function listScripts(prefix: string): readonly string[] {
  const folder = join(prefix, 'etc/conda/activate.d')
  return [...listFolder(folder)]
    .filter((name) => name.endsWith('.sh'))
    .sort()
    .map((name) => join(folder, name))
}

async function runScripts(
  scene: Scene,
  scripts: readonly string[],
  env: Environment,
): Promise<Output> {
  const runner = join(scene.world.places.data, 'dist/providers/source-scripts.bash')
  return runOrFail(scene, ['bash', '--noprofile', '--norc', runner, ...scripts], env)
}

function listVariableFiles(prefix: string): readonly string[] {
  const folder = join(prefix, 'etc/conda/env_vars.d')
  return [...listFolder(folder)]
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name))
}

/** `conda env config vars set`; names are upper-cased by default, and PATH is reserved. */
function readVariables(prefix: string): Environment {
  const packages = listVariableFiles(prefix).map(
    (file) => parseJsonObject(readText(file) ?? '') ?? {},
  )
  const state = asObject(
    parseJsonObject(readText(join(prefix, 'conda-meta/state')) ?? '')?.['env_vars'],
  )
  const all = Object.entries(Object.assign({}, ...packages, state) as Record<string, unknown>)
  const set = all.filter(([, value]) => typeof value === 'string' && value !== '***unset***')
  return Object.fromEntries(
    set
      .map(([name, value]) => [name.toUpperCase(), String(value)])
      .filter(([name]) => name !== 'PATH'),
  )
}
