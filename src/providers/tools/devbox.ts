import { join } from 'node:path'
import type { Environment } from '../environment.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail } from '../run.js'
import { isThere } from './files.js'

const FILES = ['devbox.json', 'devbox.lock']
const COMMAND = ['devbox', 'shellenv', '--no-refresh-alias']

/** devbox: packages and variables of devbox.json, without its init_hook. */
export const devbox: Provider = {
  name: 'devbox',
  detect: ({ root }) => [join(root, 'devbox.json')].find(isThere),
  watch: ({ root }) => [...FILES, '.devbox/state.json'].map((name) => join(root, name)),
  trusted: ({ root }) => ({
    by: 'allow',
    files: FILES.map((name) => join(root, name)).filter(isThere),
  }),
  resolve: resolveDevbox,
}

function resolveDevbox(scene: Scene): Promise<Contribution> {
  return learn(scene, {
    from: `devbox (${join(scene.root, 'devbox.json')})`,
    files: [join(scene.root, 'devbox.json')],
    ask: (extra) => ask(scene, extra),
    active: [],
  })
}

async function ask(scene: Scene, extra: Environment): Promise<Reply> {
  const { stdout, stderr } = await runOrFail(scene, COMMAND, extra)
  const given = parseExports(stdout.toString())
  if (Object.keys(given).length === 0)
    throw failProvider(
      scene,
      `${nameCommand(COMMAND)} printed no export lines`,
      seeWhy(scene, COMMAND),
    )
  return { after: { ...scene.base, ...extra, ...given }, watch: [], stderr }
}

/**
 * The lines `export NAME="value";` of `devbox shellenv` (exportify in internal/devbox/envvars.go), read as data. It writes a newline
 * as backslash and newline, which a shell would delete; here it stays one.
 */
export function parseExports(text: string): Environment {
  const lines = text.matchAll(/^export ([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\[\s\S])*)";?$/gm)
  return Object.fromEntries(
    [...lines].map(([, name = '', value = '']) => [name, value.replace(/\\([\s\S])/g, '$1')]),
  )
}
