import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { resolveRoot } from '../compile/compile.js'
import { locateDeclaration } from '../declaration/declaration.js'
import { describeDetected, detectProviders, renderProviders } from '../resolution/detect.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { makeUnwritable } from '../system/system-error.js'
import { renderLines } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import { renderSample } from '../verify/sample-project.js'
import type { CommandSpec } from './command.js'
import { VERBOSE, watchProviders } from './watch-providers.js'

/** Writes a commented declaration to start from. */
export const init: CommandSpec = {
  name: 'init',
  summary: 'write a commented .codex/env.ini to start from',
  examples: [`${PROGRAM} init`, `${PROGRAM} init ~/src/project`],
  define: (command) =>
    command.argument('[dir]', 'the project (default: here)').option('--verbose', VERBOSE),
  run: async (world, [dir = '.'], options) => {
    const root = resolveRoot(resolve(world.cwd, dir))
    const file = locateDeclaration(root)
    requireAbsent(file)
    const detected = await detectProviders(watchProviders(world, options), root)
    writeNew(file, renderSample(renderProviders(detected)))
    const next = `${PROGRAM} allow ${quoteShown(root)}`
    return {
      stdout:
        describeDetected(detected) + renderLines([`${file} written`, `Edit it, then: ${next}`]),
    }
  },
}

function requireAbsent(file: string): void {
  if (!existsSync(file)) return
  throw new ShimError('bad-declaration', `${file} is there already`, {
    remedy: `edit it, then: ${PROGRAM} allow`,
  })
}

/** Writes the declaration unless there is anything by that name. */
function writeNew(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    throw makeUnwritable(file, error)
  }
}
