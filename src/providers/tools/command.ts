import { resolve } from 'node:path'
import { type Environment, parseEnvironment } from '../environment.js'
import { failProvider, nameCommand } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail } from '../run.js'
import { isThere } from './files.js'
import { parseJsonObject } from './json.js'

/** Any program that prints an environment: NAME=value entries that end with NUL, or one JSON object. */
export const command: Provider = {
  name: 'command',
  detect: () => undefined,
  watch: listFiles,
  trusted: (scene) => ({
    by: 'allow',
    files: listFiles(scene).filter((file) => file.startsWith(`${scene.root}/`)),
  }),
  resolve: resolveCommand,
}

function resolveCommand(scene: Scene): Promise<Contribution> {
  return learn(scene, {
    from: `command (${nameCommand(scene.args)})`,
    files: listFiles(scene),
    ask: (extra) => ask(scene, extra),
    active: [],
  })
}

async function ask(scene: Scene, extra: Environment): Promise<Reply> {
  const [program = '', ...args] = scene.args
  const argv = [program.includes('/') ? resolve(scene.root, program) : program, ...args]
  const { stdout, stderr } = await runOrFail(scene, argv, extra)
  const after = parseOutput(stdout, { ...scene.base, ...extra })
  if (after) return { after, watch: [], stderr }
  throw failProvider(
    scene,
    `${nameCommand(argv)} printed neither a JSON object nor NAME=value entries that end with NUL`,
    'as `env -0` does',
  )
}

/** `null` takes a variable away; a number or a boolean is its text. */
function parseOutput(stdout: Buffer, base: Environment): Environment | undefined {
  const text = stdout.toString()
  if (text.trim() === '') return base
  if (text.includes('\0')) return { ...base, ...parseEnvironment(stdout) }
  const object = parseJsonObject(text)
  if (!object || Object.values(object).some((value) => typeof value === 'object' && value !== null))
    return undefined
  const all = Object.entries({ ...base, ...object }).filter(([, value]) => value !== null)
  return Object.fromEntries(all.map(([name, value]) => [name, String(value)]))
}

/** The program and those of its arguments that are files. */
function listFiles({ root, args }: Scene): readonly string[] {
  const [program = '', ...rest] = args
  const files = [...(program.includes('/') ? [program] : []), ...rest]
  return files
    .map((arg) => resolve(root, arg))
    .filter((file, index) => (index === 0 && program.includes('/')) || isThere(file))
}
