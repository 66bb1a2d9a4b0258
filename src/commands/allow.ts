import { requireOutsideAgent } from '../agent.js'
import { allowProject } from '../allowance.js'
import { chooseColors } from '../colors.js'
import { quoteWord } from '../dialects/posix/quote.js'
import { EXIT } from '../errors.js'
import { PROGRAM } from '../names.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'
import { VERBOSE, watchProviders } from './watch-providers.js'

/** Lets a project's declaration, as it is now, take effect. */
export const allow: CommandSpec = {
  name: 'allow',
  summary: 'let a declaration, as it is now, take effect',
  examples: [`${PROGRAM} allow`, `${PROGRAM} allow ~/src/project`],
  define: (command) =>
    command
      .argument('[dir]', 'the project (default: the nearest declaration at or above here)')
      .option('--json', 'print what was allowed as JSON')
      .option('--verbose', VERBOSE),
  run: async (world, [dir], options) => {
    const { json } = options
    requireOutsideAgent(world, 'allow')
    const root = resolveProjectRoot(world, dir)
    const { compiled, ...allowed } = await allowProject(watchProviders(world, options), root)
    const status = compiled.state === 'fresh' ? EXIT.ok : EXIT.failed
    const stderr = compiled.problem && `${PROGRAM}: ${compiled.problem}\n`
    const { state, digest: plan } = compiled
    if (json) {
      return { stdout: `${JSON.stringify({ ...allowed, state, plan }, null, 2)}\n`, stderr, status }
    }
    const colors = chooseColors(world)
    const rows = allowed.names.map(({ name, change, class: kind }) => {
      const shown = kind === 'plain' ? kind : colors.yellow(kind)
      return `  ${change.padEnd(9)} ${name}  (${shown})\n`
    })
    const wrap = (compiled.wrap ?? []).map(quoteWord).join(' ')
    const files = allowed.files.map((file) => `  reads     ${file}\n`)
    return {
      stdout: `allowed ${allowed.declaration}\n${wrap && `  runs in   ${wrap}\n`}${files.join('')}${rows.join('')}`,
      stderr,
      status,
    }
  },
}
