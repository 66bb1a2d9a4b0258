import { join } from 'node:path'
import type { Environment } from '../environment.js'
import { diffEnvironments } from '../environment-diff.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail, runProvider } from '../run.js'
import { findAbove } from './files.js'
import { asObject, parseJsonObject } from './json.js'
import { listConfigs, USUAL_FILES } from './mise-files.js'

/** Asking must neither install nor fetch anything. */
const QUIET = {
  MISE_AUTO_INSTALL: '0',
  MISE_NOT_FOUND_AUTO_INSTALL: '0',
  MISE_EXEC_AUTO_INSTALL: '0',
  MISE_OFFLINE: '1',
  NO_COLOR: '1',
}

/** mise: `mise.toml` and `.tool-versions`, as far as `mise trust` approves of them. */
export const mise: Provider = {
  name: 'mise',
  detect: ({ root }) => findAbove(root, USUAL_FILES),
  watch: (scene) => [...listConfigs(scene), locateTrust(scene)],
  reads: () => ['MISE_ENV'],
  trusted: () => ({ by: 'tool' }),
  resolve: resolveMise,
}

/** The variables, each with the file that it comes from. */
async function askVariables(scene: Scene): Promise<Readonly<Record<string, unknown>>> {
  // The terminal's CI variables and MISE_TRUSTED_CONFIG_PATHS, by which mise trusts what nobody looked at, are not in the base.
  const extended = ['mise', 'env', '--json-extended']
  const output = await runProvider(scene, extended, QUIET)
  if (/ not trusted\b/.test(output.stderr)) {
    throw failProvider(
      scene,
      `a configuration in ${scene.root} is not trusted`,
      `read it, then: mise trust ${scene.root}`,
    )
  }
  const variables = parseJsonObject(output.stdout.toString())
  if (output.status === 0 && variables) return variables
  const why = output.status === 0 ? 'printed no JSON object' : `exited with ${output.status}`
  throw failProvider(scene, `${nameCommand(extended)} ${why}`, seeWhy(scene, extended))
}

async function resolveMise(scene: Scene): Promise<Contribution> {
  const variables = await askVariables(scene)
  const [script, configs, tools] = await Promise.all([
    runOrFail(scene, ['mise', 'env', '-s', 'bash'], QUIET),
    runOrFail(scene, ['mise', 'config', 'ls', '--json'], QUIET),
    runOrFail(scene, ['mise', 'ls', '--current', '--json'], QUIET),
  ])
  requireInstalled(scene, tools.stdout.toString())
  const { sources, before, after } = readVariables(scene.base, variables, script.stdout.toString())
  const from = `mise (${findAbove(scene.root, USUAL_FILES) ?? scene.root})`
  const { ops, notes } = diffEnvironments({ before, after, root: scene.root, from })
  return { ops, notes, watch: [...sources, ...readConfigs(configs.stdout.toString())] }
}

/** JSON has no word for a variable that is taken away; the shell text has (`unset NAME`). */
function readVariables(
  base: Environment,
  variables: Readonly<Record<string, unknown>>,
  script: string,
) {
  const lines = [...script.matchAll(/^unset ([A-Za-z_][A-Za-z0-9_]*)$/gm)]
  const gone = lines.map(([, name = '']) => [name, ''] as const)
  const entries = Object.entries(variables).map(([name, value]) => ({ name, ...asObject(value) }))
  const set = entries.map((one) => [one.name, 'value' in one ? String(one.value) : ''] as const)
  const sources = entries.flatMap((one) =>
    'source' in one && typeof one.source === 'string' && one.source.startsWith('/')
      ? [one.source]
      : [],
  )
  const names = new Set(gone.map(([name]) => name))
  const kept = Object.entries(base).filter(([name]) => !names.has(name))
  return {
    sources,
    before: { ...Object.fromEntries(gone), ...base },
    after: Object.fromEntries([...kept, ...set]),
  }
}

/** A tool that is not installed is only a warning to mise, and sometimes not even that. */
function requireInstalled(scene: Scene, text: string): void {
  for (const [tool, list] of Object.entries(parseJsonObject(text) ?? {})) {
    const missing = (Array.isArray(list) ? list : [])
      .map(asObject)
      .find((one) => one?.['installed'] === false && one['active'] !== true)
    if (missing)
      throw failProvider(
        scene,
        `${tool} ${missing['version']} is not installed`,
        'mise install; then: codex-env-shim allow',
      )
  }
}

function readConfigs(text: string): readonly string[] {
  try {
    const list = JSON.parse(text) as unknown
    return (Array.isArray(list) ? list : []).flatMap((one) => {
      const path = asObject(one)?.['path']
      return typeof path === 'string' ? [path] : []
    })
  } catch {
    return []
  }
}

/** `mise trust` writes into this folder. */
function locateTrust({ base, world }: Scene): string {
  const state =
    base['MISE_STATE_DIR'] ??
    join(base['XDG_STATE_HOME'] ?? join(world.home, '.local/state'), 'mise')
  return join(state, 'trusted-configs')
}
