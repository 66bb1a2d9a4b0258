import { resolve } from 'node:path'
import { resolveRoot } from '../compile/compile.js'
import { readReports } from '../effective/project-report.js'
import { describeProject } from '../effective/project-text.js'
import { EXIT } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { chooseColors } from '../text/colors.js'
import { renderLines } from '../text/fold-lines.js'
import type { CommandSpec } from './command.js'
import { VERBOSE, watchProviders } from './watch-providers.js'

/** Tells what applies in a directory, and why. */
export const status: CommandSpec = {
  name: 'status',
  summary: 'tell what applies here, and why',
  examples: [`${PROGRAM} status`, `${PROGRAM} status ~/src/project --json`],
  define: (command) =>
    command
      .argument('[dir]', 'where (default: here)')
      .option('--json', 'print it as JSON')
      .option('--verbose', VERBOSE),
  run: async (world, [dir = '.'], options) => {
    const { json } = options
    const start = resolveRoot(resolve(world.cwd, dir))
    const projects = await readReports(watchProviders(world, options), start)
    const code = projects[0]?.problem ? EXIT.failed : EXIT.ok
    if (json) {
      return {
        stdout: `${JSON.stringify({ directory: start, projects }, null, 2)}\n`,
        status: code,
      }
    }
    if (projects.length === 0) {
      return { stdout: renderLines([`nothing is declared at or above ${start}`]) }
    }
    const colors = chooseColors(world)
    return { stdout: projects.map((one) => describeProject(one, colors)).join('\n'), status: code }
  },
}
