import { resolve } from 'node:path'
import { ShimError } from '../../system/errors.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { type DotenvEntry, parseDotenv } from './dotenv-text.js'
import { readText } from './files.js'
import { prependOp, setOp } from './ops.js'

/** Files of NAME=value lines, those only that the declaration names. */
export const dotenv: Provider = {
  name: 'dotenv',
  readsOnly: true,
  detect: () => undefined,
  watch: listFiles,
  trusted: (scene) => ({ by: 'allow', files: listFiles(scene) }),
  resolve: async (scene) => {
    const answers = listFiles(scene).map((file) => readFile(scene, file))
    return {
      ops: answers.flatMap(({ ops }) => ops),
      watch: [],
      notes: answers.flatMap(({ notes }) => notes),
    }
  },
}

function listFiles({ root, args }: Scene): readonly string[] {
  return args.map((arg) => resolve(root, arg))
}

/** Whatever a user's own file names is the user's; what is protected the plan leaves out, and says so. */
function readFile(scene: Scene, file: string): Contribution {
  const text = readText(file)
  if (text === undefined)
    throw failProvider(scene, `${file} cannot be read`, 'write it, or take it out of [providers]')
  const parsed = parseDotenv(text)
  if (!parsed.ok) {
    throw new ShimError('provider-failed', `dotenv: ${parsed.what}`, {
      place: { file, line: parsed.line },
      remedy: parsed.remedy,
    })
  }
  const answers = parsed.entries.map((entry) => convert(file, entry))
  return {
    ops: answers.flatMap(({ ops }) => ops),
    watch: [],
    notes: answers.flatMap(({ notes }) => notes),
  }
}

function convert(file: string, { name, value, line }: DotenvEntry): Contribution {
  const from = `dotenv (${file}:${line})`
  if (value === undefined)
    return { ops: [], watch: [], notes: [`${from}: ${name} has no value; it stays as it is`] }
  if (name !== 'PATH') return { ops: [setOp(name, value, from)], watch: [], notes: [] }
  const entries = value.split(':')
  const dropped = entries.filter((entry) => !entry.startsWith('/') && !/^\$\{?PATH\}?$/.test(entry))
  return {
    ops: [
      prependOp(
        name,
        entries.filter((entry) => entry.startsWith('/')),
        from,
      ),
    ],
    watch: [],
    notes: dropped.map(
      (entry) => `${from}: PATH: ${JSON.stringify(entry)} is left out: no absolute path`,
    ),
  }
}
