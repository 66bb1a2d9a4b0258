import { join } from 'node:path'
import { diffEnvironments } from '../environment-diff.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail } from '../run.js'
import { isThere, readText } from './files.js'
import { parseNixVariables } from './nix-variables.js'

const FILES = ['devenv.nix', 'devenv.yaml', 'devenv.lock', 'devenv.local.nix', 'devenv.local.yaml']
const COMMAND = ['devenv', '--no-tui', 'print-dev-env', '--json']

/** More would cost every command more than it is worth; what is declared in devenv's own files comes first. */
const MAX_INPUTS = 20

/** devenv: its development environment, without enterShell and tasks. */
export const devenv: Provider = {
  name: 'devenv',
  detect: ({ root }) => [join(root, 'devenv.nix')].find(isThere),
  watch: ({ root }) => FILES.map((name) => join(root, name)),
  trusted: ({ root }) => ({
    by: 'allow',
    files: FILES.map((name) => join(root, name)).filter(isThere),
  }),
  resolve: resolveDevenv,
}

async function resolveDevenv(scene: Scene): Promise<Contribution> {
  const { stdout } = await runOrFail(scene, COMMAND)
  const after = parseNixVariables(stdout.toString(), scene.base)
  if (!after)
    throw failProvider(
      scene,
      `${nameCommand(COMMAND)} printed no environment`,
      seeWhy(scene, COMMAND),
    )
  const from = `devenv (${join(scene.root, 'devenv.nix')})`
  const { ops, notes } = diffEnvironments({ before: scene.base, after, root: scene.root, from })
  return { ops, notes, watch: listInputs(scene) }
}

/** devenv writes down what its last evaluation read (devenv/direnvrc). */
function listInputs({ root }: Scene): readonly string[] {
  const lines = (readText(join(root, '.devenv/input-paths.txt')) ?? '').split('\n')
  return lines
    .filter((line) => line.startsWith('/') && !line.startsWith('/nix/store/'))
    .slice(0, MAX_INPUTS)
}
