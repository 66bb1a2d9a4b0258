import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { resolveRoot } from '../compile.js'
import { locateDeclaration } from '../declaration.js'
import { quoteWord } from '../dialects/posix/quote.js'
import { EXIT, ShimError } from '../errors.js'
import { PROGRAM } from '../names.js'
import { SAMPLE } from '../sample.js'
import type { CommandSpec } from './command.js'

/** Writes a commented declaration to start from. */
export const init: CommandSpec = {
  name: 'init',
  summary: 'write a commented .codex/env.ini to start from',
  examples: [`${PROGRAM} init`, `${PROGRAM} init ~/src/project`],
  define: (command) => command.argument('[dir]', 'the project (default: here)'),
  run: async (world, [dir = '.']) => {
    const root = resolveRoot(resolve(world.cwd, dir))
    const file = locateDeclaration(root)
    if (!writeNew(file)) return { stderr: `${file} is there already\n`, status: EXIT.failed }
    const next = `${PROGRAM} allow ${quoteWord(root)}`
    return { stdout: `${file} written\nEdit it, then: ${next}\n` }
  },
}

/** Writes the sample unless there is anything by that name. */
function writeNew(file: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, SAMPLE, { flag: 'wx' })
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return false
    throw new ShimError('bad-store', `${file} cannot be written (${code})`)
  }
}
