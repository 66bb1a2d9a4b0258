import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { diffEnvironments } from '../environment-diff.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail } from '../run.js'
import { isThere } from './files.js'
import { parseNixVariables } from './nix-variables.js'

const FLAKE = ['flake.nix', 'flake.lock']
const LEGACY = ['shell.nix', 'default.nix']

/** nix: the development shell of a flake or of shell.nix, without its shellHook. */
export const nix: Provider = {
  name: 'nix',
  detect: ({ root }) => ['flake.nix', ...LEGACY].map((name) => join(root, name)).find(isThere),
  watch: ({ root }) =>
    [...FLAKE, ...(isThere(join(root, 'flake.nix')) ? [] : LEGACY)].map((name) => join(root, name)),
  trusted: ({ root }) => ({
    by: 'allow',
    files: [...FLAKE, ...LEGACY].map((name) => join(root, name)).filter(isThere),
  }),
  resolve: resolveNix,
}

async function resolveNix(scene: Scene): Promise<Contribution> {
  const argv = [
    'nix',
    '--extra-experimental-features',
    'nix-command flakes',
    'print-dev-env',
    '--json',
    '--no-write-lock-file',
    '--profile',
    preparePin(scene),
    ...chooseShell(scene),
  ]
  const { stdout } = await runOrFail(scene, argv)
  const after = parseNixVariables(stdout.toString(), scene.base)
  if (!after)
    throw failProvider(scene, `${nameCommand(argv)} printed no environment`, seeWhy(scene, argv))
  const { ops, notes } = diffEnvironments({
    before: scene.base,
    after,
    root: scene.root,
    from: `nix (${nix.detect(scene) ?? scene.root})`,
  })
  return { ops, notes, watch: [] }
}

function chooseShell(scene: Scene): readonly string[] {
  const [named] = scene.args
  if (named?.startsWith('-'))
    throw failProvider(scene, `${named} is no shell`, 'expected .#NAME or a file such as shell.nix')
  if (named?.endsWith('.nix')) return ['-f', named]
  if (named !== undefined) return [named]
  if (isThere(join(scene.root, 'flake.nix'))) return []
  const file = LEGACY.find((name) => isThere(join(scene.root, name)))
  if (file) return ['-f', file]
  throw failProvider(
    scene,
    `neither flake.nix nor shell.nix in ${scene.root}`,
    'write one, or take nix out of [providers]',
  )
}

/** A profile keeps nix's garbage collector from removing what the plan names. */
function preparePin({ root, args, world }: Scene): string {
  const name = createHash('sha256')
    .update(JSON.stringify([root, args]))
    .digest('hex')
    .slice(0, 16)
  const pin = join(world.places.cache, 'nix', name)
  mkdirSync(dirname(pin), { recursive: true, mode: 0o700 })
  return pin
}
