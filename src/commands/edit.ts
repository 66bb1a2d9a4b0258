import { spawnSync } from 'node:child_process'
import { requireOutsideAgent } from '../agents/inside.js'
import { locateDeclaration, parseDeclaration } from '../declaration/declaration.js'
import { readSource, requireText } from '../declaration/ini/source.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { quoteShown } from '../text/quote.js'
import { readTerminal } from '../variables/environment.js'
import { allow } from './allow.js'
import type { CommandSpec, Outcome } from './command.js'
import { resolveProjectRoot } from './project.js'
import { explain } from './safe-answer.js'
import { VERBOSE } from './watch-providers.js'

/** Opens a declaration in the user's editor, checks it, and allows what was written. */
export const edit: CommandSpec = {
  name: 'edit',
  summary: 'open a declaration in your editor, check it, and allow it',
  examples: [`${PROGRAM} edit`, `VISUAL='code --wait' ${PROGRAM} edit ~/src/project`],
  define: (command) =>
    command
      .argument('[dir]', 'the project (default: the nearest declaration at or above here)')
      .option('--json', 'print what was allowed as JSON')
      .option('--verbose', VERBOSE),
  run: async (world, [dir], options) => {
    requireOutsideAgent(world, 'edit')
    const root = resolveProjectRoot(world, dir)
    openEditor(world, root)
    const refused = refuseFaulty(root)
    return refused ?? allow.run(world, [root], options)
  },
}

/** As git and crontab do: what the variable holds may have arguments of its own. */
function openEditor(world: World, root: string): void {
  const env = readTerminal(world)
  const editor = env['VISUAL'] || env['EDITOR'] || 'vi'
  const file = locateDeclaration(root)
  const { status } = spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {
    env,
    stdio: 'inherit',
  })
  if (status === 0) return
  const otherwise = `set VISUAL or EDITOR; or edit ${file}, then: ${PROGRAM} allow ${quoteShown(root)}`
  throw new ShimError('not-ready', `the editor ${editor} failed; nothing was allowed`, {
    remedy: otherwise,
  })
}

/** What cannot be read is not allowed: all that is wrong with it is said. */
function refuseFaulty(root: string): Outcome | undefined {
  try {
    parseDeclaration(requireText(readSource(locateDeclaration(root))) ?? '', root)
    return undefined
  } catch (error) {
    const told = explain(error)
    return {
      ...told,
      stderr: `${told.stderr}nothing was allowed; again: ${PROGRAM} edit ${quoteShown(root)}\n`,
    }
  }
}
