import { requireOutsideAgent } from '../agents/inside.js'
import { denyProject } from '../compile/allowance.js'
import { locateDeclaration } from '../declaration/declaration.js'
import { PROGRAM } from '../system/names.js'
import { renderLines } from '../text/fold-lines.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'

/** Keeps a project's declaration from taking effect, whatever it says. */
export const deny: CommandSpec = {
  name: 'deny',
  summary: 'keep a declaration from taking effect, and do not ask again',
  examples: [`${PROGRAM} deny`, `${PROGRAM} deny ~/src/project`],
  define: (command) =>
    command
      .argument('[dir]', 'the project (default: the nearest declaration at or above here)')
      .option('--json', 'print what was denied as JSON'),
  run: async (world, [dir], { json }) => {
    requireOutsideAgent(world, 'deny')
    const root = resolveProjectRoot(world, dir)
    await denyProject(world, root)
    const declaration = locateDeclaration(root)
    if (json) return { stdout: `${JSON.stringify({ root, declaration }, null, 2)}\n` }
    return { stdout: renderLines([`denied ${declaration}`]) }
  },
}
