import { join, resolve } from 'node:path'
import type { Op } from '../../plan/plan.js'
import { learn } from '../learn/learn.js'
import type { Scene } from '../provider.js'
import { requireEnvironment, runOrFail } from '../run.js'
import { isThere } from './files.js'
import { prependOp } from './ops.js'

/** An installed version, and the plugin that knows what is where in it. */
export type PluginInstall = {
  readonly plugin: string
  readonly folder: string
  readonly type: string
  readonly version: string
  readonly from: string
}

type Answer = { readonly ops: readonly Op[]; readonly notes: readonly string[] }

/** The scripts of a plugin that decide about an environment, whether it has them or not. */
export function listCallbacks(plugin: string): readonly string[] {
  return ['list-bin-paths', 'exec-env'].map((name) => join(plugin, 'bin', name))
}

/**
 * What asdf does before it runs a program of this version (internal/execenv, internal/shims): the plugin's folders in PATH, and the
 * variables of its `exec-env`, which it sources. A plugin is the user's own, not the project's.
 */
export async function askPlugin(scene: Scene, install: PluginInstall): Promise<Answer> {
  const { plugin, folder, type, version, from } = install
  const env = {
    ASDF_INSTALL_TYPE: type,
    ASDF_INSTALL_VERSION: version,
    ASDF_INSTALL_PATH: folder,
  }
  const [bins, variables] = await Promise.all([
    listBins(scene, install, env),
    runExecEnv(scene, install, env),
  ])
  const shims = [join(plugin, 'shims')].filter(isThere)
  const folders = [...shims, ...bins.map((bin) => resolve(folder, bin))]
  return { ...variables, ops: [...variables.ops, prependOp('PATH', folders, from)] }
}

/** Its programs are in `bin`, unless the plugin says otherwise. */
async function listBins(
  scene: Scene,
  { plugin }: PluginInstall,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const script = join(plugin, 'bin/list-bin-paths')
  if (!isThere(script)) return ['bin']
  const { stdout } = await runOrFail(scene, [script], env)
  return stdout.toString().trim().split(/\s+/)
}

async function runExecEnv(
  scene: Scene,
  { plugin, from }: PluginInstall,
  env: Readonly<Record<string, string>>,
): Promise<Answer> {
  const script = join(plugin, 'bin/exec-env')
  if (!isThere(script)) return { ops: [], notes: [] }
  const runner = join(scene.world.places.data, 'dist/providers/source-scripts.bash')
  const argv = ['bash', '--noprofile', '--norc', runner, script]
  return learn(scene, {
    from,
    files: [script],
    ask: async (extra) => {
      const output = await runOrFail(scene, argv, { ...extra, ...env })
      const after = requireEnvironment(scene, script, output)
      return { after, watch: [], stderr: output.stderr }
    },
    active: [],
  })
}
