import { isAbsolute, join, resolve } from 'node:path'
import { type Environment, parseEnvironment } from '../environment.js'
import { diffEnvironments } from '../environment-diff.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runProvider } from '../run.js'
import { isThere, readText } from './files.js'

/** What counts how often an entry is in the lists of the environment that was asked in; a command has another one. */
const COUNTS =
  /^(?:__MODULES_.*|__LMOD_.*|_ModuleTable.*|LMOD_.*|MODULES_CMD|MODULES_RUN_.*|MANPATH_.*)$/

/** Environment Modules and Lmod: the modules that the declaration names. */
export const modules: Provider = {
  name: 'modules',
  detect: () => undefined,
  watch: (scene) => [...listPath(scene), ...listFiles(scene)],
  trusted: (scene) => ({
    by: 'allow',
    files: listFiles(scene).filter((file) => file.startsWith(`${scene.root}/`)),
  }),
  resolve: resolveModules,
}

/**
 * The only output of a module command that survives every value is the environment of a shell that has loaded the module:
 * its scripts for shells and Python break at a newline.
 */
async function resolveModules(scene: Scene): Promise<Contribution> {
  const all = await loadModules(scene, requireInit(scene))
  const loaded = (all['_LMFILES_'] ?? '').split(':').filter((file) => file.startsWith('/'))
  const before = { ...listUnset(loaded), ...scene.base }
  const from = `modules (${scene.args.join(' ')})`
  const { ops, notes } = diffEnvironments({
    before: dropCounts(before),
    after: dropCounts(all),
    root: scene.root,
    from,
  })
  return { ops, notes, watch: loaded }
}

function requireInit(scene: Scene): string {
  const init = listInits(scene).find(isThere)
  if (init) return init
  const what = 'neither Environment Modules nor Lmod was found'
  throw failProvider(scene, what, 'set MODULESHOME or LMOD_PKG, or install one')
}

/** The environment of a bash that has loaded the modules. */
async function loadModules(scene: Scene, init: string): Promise<Environment> {
  const names = scene.args.map((name) =>
    isOwnFile(scene, name) ? resolve(scene.root, name) : name,
  )
  const script = join(scene.world.places.data, 'shells/providers/load-modules.bash')
  const argv = ['bash', '--noprofile', '--norc', script, init, ...names]
  const quiet = { LMOD_REDIRECT: 'no', LMOD_COLORIZE: 'no' }
  const { data, status } = await runProvider(scene, argv, quiet)
  if (status === 0) return parseEnvironment(data)
  const load = `module load ${scene.args.join(' ')}`
  throw failProvider(
    scene,
    `${load} exited with ${status}`,
    `see what \`${load}\` says in your terminal; then: codex-env-shim allow`,
  )
}

function dropCounts(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !COUNTS.test(name)))
}

/** A shell that never had a variable cannot tell that it is gone; the modulefiles, in Tcl or Lua, name what they take away. */
function listUnset(files: readonly string[]): Environment {
  const texts = files.map((file) => readText(file) ?? '').join('\n')
  const names = [...texts.matchAll(/^\s*unsetenv(?:\s+|\s*\(\s*["'])([A-Za-z_][A-Za-z0-9_]*)/gm)]
  return Object.fromEntries(names.map(([, name = '']) => [name, '']))
}

function listInits({ base }: Scene): readonly string[] {
  const { LMOD_PKG: lmod, MODULESHOME: home } = base
  return [
    ...(lmod ? [`${lmod}/init/bash`] : []),
    ...(home ? [`${home}/init/bash`] : []),
    '/usr/share/modules/init/bash',
    '/usr/share/Modules/init/bash',
    '/usr/share/lmod/lmod/init/bash',
    '/opt/apps/lmod/lmod/init/bash',
  ]
}

function listPath({ base }: Scene): readonly string[] {
  return (base['MODULEPATH'] ?? '').split(':').filter(isAbsolute)
}

/** The files that the names may mean. */
function listFiles(scene: Scene): readonly string[] {
  const folders = listPath(scene).filter((folder) => folder.startsWith(`${scene.root}/`))
  return scene.args.flatMap((name) =>
    isOwnFile(scene, name)
      ? [resolve(scene.root, name)]
      : folders.flatMap((folder) => [join(folder, name), `${join(folder, name)}.lua`]),
  )
}

/** A modulefile may be named by its path. */
function isOwnFile({ root }: Scene, name: string): boolean {
  return /^(?:\.{1,2})?\//.test(name) && isThere(resolve(root, name))
}
