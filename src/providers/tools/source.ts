import { join } from 'node:path'
import type { Environment } from '../environment.js'
import { failProvider, nameCommand } from '../failure.js'
import { learn } from '../learn/learn.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { requireEnvironment, runProvider } from '../run.js'
import { isThere } from './files.js'
import { listLineFiles, listWatched, readLines } from './lines.js'

/** Scripts that must be sourced: oneAPI's setvars.sh, ROS, OpenFOAM, emsdk, ESP-IDF. */
export const source: Provider = {
  name: 'source',
  detect: () => undefined,
  watch: (scene) => [
    ...readLines(scene, 'script').map(([script]) => script),
    ...listLineFiles(scene),
  ],
  trusted: (scene) => ({
    by: 'allow',
    files: [...readLines(scene, 'script').map(([script]) => script), ...listWatched(scene)].filter(
      (file) => file.startsWith(`${scene.root}/`),
    ),
  }),
  resolve: resolveSource,
}

/** Where the shell says how the scripts ended. */
const ENDED = 'CODEX_ENV_SHIM_SOURCED'

async function resolveSource(scene: Scene): Promise<Contribution> {
  const lines = readLines(scene, 'script')
  const missing = lines.map(([script]) => script).find((script) => !isThere(script))
  if (missing) throw failProvider(scene, `${missing} is not there`, 'correct its path')
  const from = `source (${scene.args.join('; ')})`
  const first = await askShell(scene, lines)
  const { status, stderr } = first
  // The first question of all is where nothing is set, and has been asked.
  const known = [first]
  const { ops, notes } = await learn(scene, {
    from,
    files: lines.map(([script = '']) => script),
    ask: async (extra) => ({
      watch: [],
      ...(known.pop() ?? (await askShell(scene, lines, extra))),
    }),
    active: [],
  })
  const see = `bash -c ${JSON.stringify(`. ${scene.args[0]}`)}`
  if (status !== '0' && ops.length === 0)
    throw failProvider(
      scene,
      `${from} returned ${status} and changed nothing`,
      `see what it says: ${see}`,
    )
  const said = [
    ...(status === '0' ? [] : [`${from}: its last command returned ${status}`]),
    ...(stderr.trim() === '' ? [] : [`${from}: it printed messages; to see them: ${see}`]),
  ]
  return { ops, notes: [...notes, ...said], watch: [] }
}

/** The environment of a bash that has sourced all the scripts. */
async function askShell(
  scene: Scene,
  lines: readonly (readonly string[])[],
  extra: Environment = {},
) {
  const runner = join(scene.world.places.data, 'dist/providers/source.bash')
  const words = lines.flatMap((line) => [String(line.length), ...line])
  const argv = ['bash', '--noprofile', '--norc', runner, ...words]
  const output = await runProvider(scene, argv, extra)
  const { status, stderr } = output
  if (status !== 0) {
    const what = `${nameCommand(scene.args)} ended the shell with ${status}`
    throw failProvider(scene, what, 'source it in a terminal to see why')
  }
  const found = requireEnvironment(scene, nameCommand(scene.args), output)
  const { [ENDED]: ended = '0', ...after } = found
  return { after, status: ended, stderr }
}
