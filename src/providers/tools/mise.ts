import { dirname, join } from 'node:path'
import type { Environment } from '../environment.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail, runProvider } from '../run.js'
import { findAbove, isThere, readText } from './files.js'
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
  reads: (scene) => ['MISE_ENV', ...listRequired(listConfigs(scene))],
  trusted: () => ({ by: 'tool' }),
  resolve: resolveMise,
}

function resolveMise(given: Scene): Promise<Contribution> {
  const configs = listConfigs(given).filter(isThere)
  const scene = { ...given, base: { ...given.base, ...pickRequired(given, configs) } }
  return learn(scene, {
    from: `mise (${findAbove(scene.root, USUAL_FILES) ?? scene.root})`,
    files: configs,
    ask: (extra) =>
      Object.keys(extra).length === 0 ? askFirst(scene, configs) : askAgain(scene, extra),
    active: [[{ name: '__MISE_DIFF', like: [] }]],
  })
}

/** Each variable with the file that it comes from; and where tools are declared, whether they are installed. */
async function askFirst(scene: Scene, configs: readonly string[]): Promise<Reply> {
  const declaresTools = configs.some(
    (file) => file.endsWith('.tool-versions') || /^\s*\[?tools\b/m.test(readText(file) ?? ''),
  )
  const [{ variables, stderr }, tools] = await Promise.all([
    askVariables(scene, configs),
    declaresTools ? runOrFail(scene, ['mise', 'ls', '--current', '--json'], QUIET) : undefined,
  ])
  if (tools) requireInstalled(scene, tools.stdout.toString())
  const entries = Object.entries(variables).map(([name, value]) => ({ name, ...asObject(value) }))
  const set = entries.map((one) => [one.name, 'value' in one ? String(one.value) : ''] as const)
  const sources = entries.flatMap((one) =>
    'source' in one && typeof one.source === 'string' && one.source.startsWith('/')
      ? [one.source]
      : [],
  )
  return {
    after: { ...scene.base, ...Object.fromEntries(set) },
    watch: [...sources, ...configs],
    stderr,
  }
}

async function askVariables(scene: Scene, configs: readonly string[]) {
  // The terminal's CI variables and MISE_TRUSTED_CONFIG_PATHS, by which mise trusts what nobody looked at, are not in the base.
  const extended = ['mise', 'env', '--json-extended']
  const output = await runProvider(scene, extended, QUIET)
  if (/ not trusted\b/.test(output.stderr)) {
    // It may be one above the project.
    const named = configs.find((one) => output.stderr.includes(`${one} `)) ?? scene.root
    const isInside = named === scene.root || named.startsWith(`${scene.root}/`)
    const [folder, file] = isInside ? [scene.root, scene.root] : [dirname(named), named]
    const what = `a configuration in ${folder} is not trusted`
    throw failProvider(scene, what, `read it, then: mise trust ${file}`)
  }
  const variables = parseJsonObject(output.stdout.toString())
  if (output.status === 0 && variables) return { variables, stderr: output.stderr }
  const missing = listRequired(configs).find((name) => !scene.base[name])
  if (output.status !== 0 && missing !== undefined) {
    const remedy = 'start the agent with it, or give it a value in mise.local.toml'
    throw failProvider(scene, `${missing} is required, and not set here`, remedy)
  }
  const why = output.status === 0 ? 'printed no JSON object' : `exited with ${output.status}`
  throw failProvider(scene, `${nameCommand(extended)} ${why}`, seeWhy(scene, extended))
}

/** The names that a configuration takes from whoever starts it, and is refused without (`required`). */
function listRequired(configs: readonly string[]): readonly string[] {
  const found = configs.flatMap((file) => {
    const text = readText(file) ?? ''
    return [...text.matchAll(INLINE), ...text.matchAll(TABLE)].map(([, name = '']) => name)
  })
  return [...new Set(found)]
}

const INLINE = /^[ \t]*(?:env\.)?["']?([A-Za-z_]\w*)["']?[ \t]*=[ \t]*\{[^}\n]*\brequired[ \t]*=/gm
const TABLE = /^[ \t]*\[env\.([A-Za-z_]\w*)\][^[]*?^[ \t]*required[ \t]*=/gm

/** Their values are part of the answer: without them there is none. */
function pickRequired({ world }: Scene, configs: readonly string[]): Environment {
  const set = listRequired(configs).flatMap((name) => {
    const value = world.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(set)
}

/** JSON has no word for a variable that is taken away; the shell text has (`unset NAME`), and values in single quotes. */
async function askAgain(scene: Scene, extra: Environment): Promise<Reply> {
  const argv = ['mise', 'env', '-s', 'bash']
  const { stdout, stderr } = await runOrFail(scene, argv, { ...extra, ...QUIET })
  const text = stdout.toString()
  const gone = new Set([...text.matchAll(/^unset ([A-Za-z_]\w*)$/gm)].map(([, name = '']) => name))
  const before = Object.entries({ ...scene.base, ...extra }).filter(([name]) => !gone.has(name))
  return { after: { ...Object.fromEntries(before), ...parseExports(text) }, watch: [], stderr }
}

/** The lines `export NAME=word`, where a word is bare or in single quotes, with `'\\''` for a quote. */
export function parseExports(text: string): Environment {
  const lines = text.matchAll(/^export ([A-Za-z_]\w*)=((?:'[^']*'|\\[\s\S]|[^'\\\n])*)$/gm)
  return Object.fromEntries(
    [...lines].map(([, name = '', word = '']) => [
      name,
      word.replace(
        /'([^']*)'|\\([\s\S])/g,
        (_, quoted?: string, bare?: string) => quoted ?? bare ?? '',
      ),
    ]),
  )
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

/** `mise trust` writes into this folder. */
function locateTrust({ base, world }: Scene): string {
  const state =
    base['MISE_STATE_DIR'] ??
    join(base['XDG_STATE_HOME'] ?? join(world.home, '.local/state'), 'mise')
  return join(state, 'trusted-configs')
}
