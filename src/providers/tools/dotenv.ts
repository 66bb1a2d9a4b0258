import { resolve } from 'node:path'
import type { Op } from '../../plan/plan.js'
import { ShimError } from '../../system/errors.js'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { isReported } from './bookkeeping.js'
import { parseDotenv } from './dotenv-text.js'
import { readText } from './files.js'
import { prependOp, setOp } from './ops.js'

/** Files of NAME=value lines, those only that the declaration names. */
export const dotenv: Provider = {
  name: 'dotenv',
  readsOnly: true,
  detect: () => undefined,
  watch: listFiles,
  trusted: (scene) => ({ by: 'allow', files: listFiles(scene) }),
  resolve: async (scene) => ({
    ops: listFiles(scene).flatMap((file) => readFile(scene, file)),
    watch: [],
    notes: [],
  }),
}

function listFiles({ root, args }: Scene): readonly string[] {
  return args.map((arg) => resolve(root, arg))
}

function readFile(scene: Scene, file: string): readonly Op[] {
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
  return parsed.entries
    .filter(({ name }) => isReported(name))
    .map(({ name, value, line }) => {
      const from = `dotenv (${file}:${line})`
      if (name !== 'PATH') return setOp(name, value, from)
      return prependOp(
        name,
        value.split(':').filter((entry) => entry.startsWith('/')),
        from,
      )
    })
}
