import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { Environment } from '../environment.js'
import { failProvider } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runProvider } from '../run.js'
import { findEnvrc, listDirenvSettings, requireLoaded } from './direnv-file.js'
import { parseJsonObject } from './json.js'

const COMMAND = ['direnv', 'export', 'json']

/** direnv: `.envrc`, as far as `direnv allow` has approved it. */
export const direnv: Provider = {
  name: 'direnv',
  detect: (scene) => findEnvrc(scene),
  watch: watchEnvrc,
  trusted: () => ({ by: 'tool' }),
  resolve: resolveDirenv,
}

function watchEnvrc(scene: Scene): readonly string[] {
  const file = findEnvrc(scene)
  return [
    ...(file ? [file, ...watchApproval(scene, file)] : []),
    // One that is nearer counts before it.
    ...(file === join(scene.root, '.envrc') ? [] : [join(scene.root, '.envrc')]),
    ...listDirenvSettings(scene),
  ]
}

/** `direnv allow` writes a file named after path and content; `direnv deny`, since 2.33, one named after the path (internal/cmd/rc.go). */
function watchApproval(scene: Scene, file: string): readonly string[] {
  const data = join(scene.base['XDG_DATA_HOME'] ?? join(scene.world.home, '.local/share'), 'direnv')
  const name = (content: string | Buffer) =>
    createHash('sha256').update(`${file}\n`).update(content).digest('hex')
  try {
    return [join(data, 'allow', name(readFileSync(file))), join(data, 'deny', name(''))]
  } catch {
    return []
  }
}

function resolveDirenv(scene: Scene): Promise<Contribution> {
  const file = requireFile(scene)
  return learn(scene, {
    from: `direnv (${file})`,
    files: [file, ...listDirenvSettings(scene)],
    ask: (extra) => ask(scene, file, extra),
    active: [[{ name: 'DIRENV_DIR', like: [`-${dirname(file)}`] }]],
  })
}

/** What direnv makes of the base with some variables besides. */
async function ask(scene: Scene, file: string, extra: Environment): Promise<Reply> {
  const { stdout, stderr, status } = await runProvider(scene, COMMAND, {
    ...extra,
    DIRENV_LOG_FORMAT: '',
  })
  const answer = parseJsonObject(stdout.toString() || '{}') ?? {}
  const watch = parseWatches(answer['DIRENV_WATCHES'])
  await requireLoaded(scene, file, { status, answer, watch })
  return { after: apply({ ...scene.base, ...extra }, answer), watch, stderr }
}

function requireFile(scene: Scene): string {
  const file = findEnvrc(scene)
  if (file) return file
  const what = `no .envrc in ${scene.root} or above`
  throw failProvider(scene, what, 'write one, or take direnv out of [providers]')
}

/** What it prints is a difference; `null` stands for a variable that is gone. */
function apply(before: Environment, answer: Readonly<Record<string, unknown>>): Environment {
  const all = Object.entries({ ...before, ...answer })
  return Object.fromEntries(
    all.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The files that direnv itself watches, as base64url of zlib of JSON; their keys were capitalised before 2.33. */
function parseWatches(text: unknown): readonly string[] {
  try {
    const list = JSON.parse(
      inflateSync(Buffer.from(String(text), 'base64url')).toString(),
    ) as unknown
    const files = Array.isArray(list) ? list : []
    return files
      .map((one: { Path?: string; path?: string }) => one.path ?? one.Path ?? '')
      .filter((path) => path !== '')
  } catch {
    // Without it there is what we know ourselves.
    return []
  }
}
