import { isAbsolute, join, resolve } from 'node:path'
import type { Match } from '../../plan/choose.js'
import type { Environment } from '../environment.js'
import { failProvider } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { requireEnvironment, runProvider } from '../run.js'
import { isThere, readText } from './files.js'
import { divideManpath } from './modules-manpath.js'

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

/** A path that a list has already is left where it is (modulefile(5), prepend-path). */
async function resolveModules(scene: Scene): Promise<Contribution> {
  const init = requireInit(scene)
  const loaded = scene.args.map((name): Match => {
    return { name: 'LOADEDMODULES', like: ['', locate(scene, name), ''] }
  })
  const learned = await learn(scene, {
    from: `modules (${scene.args.join(' ')})`,
    files: listFiles(scene),
    ask: (extra) => ask(scene, init, extra),
    active: [loaded],
    repeat: 'never',
  })
  const texts = listFiles(scene).map((file) => readText(file) ?? '')
  return { ...learned, ops: learned.ops.flatMap((op) => divideManpath(op, texts)) }
}

/**
 * The only output of a module command that survives every value is the environment of a shell that has loaded the module:
 * its scripts for shells and Python break at a newline.
 */
async function ask(scene: Scene, init: string, extra: Environment): Promise<Reply> {
  const { env, stderr } = await loadModules(scene, init, extra)
  const watch = (env['_LMFILES_'] ?? '').split(':').filter((file) => file.startsWith('/'))
  return { after: dropCounts(env), watch, stderr }
}

function locate(scene: Scene, name: string): string {
  return isOwnFile(scene, name) ? resolve(scene.root, name) : name
}

function requireInit(scene: Scene): string {
  const init = listInits(scene).find(isThere)
  if (init) return init
  const what = 'neither Environment Modules nor Lmod was found'
  throw failProvider(scene, what, 'set MODULESHOME or LMOD_PKG, or install one')
}

/** The environment of a bash that has loaded the modules. */
async function loadModules(scene: Scene, init: string, extra: Environment) {
  const names = scene.args.map((name) => locate(scene, name))
  const script = join(scene.world.places.data, 'dist/providers/load-modules.bash')
  const argv = ['bash', '--noprofile', '--norc', script, init, ...names]
  const quiet = { LMOD_REDIRECT: 'no', LMOD_COLORIZE: 'no' }
  const load = `module load ${scene.args.join(' ')}`
  const output = await runProvider(scene, argv, { ...extra, ...quiet })
  const { stderr, status } = output
  if (status === 0) return { env: requireEnvironment(scene, load, output), stderr }
  throw failProvider(
    scene,
    `${load} exited with ${status}`,
    `see what \`${load}\` says in your terminal; then: codex-env-shim allow`,
  )
}

function dropCounts(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !COUNTS.test(name)))
}

function listInits({ base }: Scene): readonly string[] {
  const { LMOD_PKG: lmod, LMOD_CMD: command, MODULESHOME: home } = base
  return [
    ...(command ? [join(command, '../../init/bash')] : []),
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
