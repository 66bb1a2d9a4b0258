import { Argument } from 'commander'
import { requireOutsideAgent } from '../agent.js'
import { AGENTS, findAgent } from '../agents/index.js'
import { describeDisabled, renderDiff } from '../agents/report.js'
import { chooseColors } from '../colors.js'
import { PROGRAM } from '../names.js'
import type { CommandSpec } from './command.js'

/** Gives an agent's configuration back. */
export const disable: CommandSpec = {
  name: 'disable',
  summary: "give an agent's configuration back as it was",
  examples: [`${PROGRAM} disable codex --dry-run`, `${PROGRAM} disable codex`],
  define: (command) =>
    command
      .addArgument(new Argument('<agent>', 'the agent').choices(AGENTS.map(({ name }) => name)))
      .option('--dry-run', 'show the change as a diff and write nothing', false)
      .option('--json', 'print it as JSON'),
  run: async (world, [name], { dryRun, json }) => {
    const agent = findAgent(name)
    if (!dryRun) requireOutsideAgent(world, `disable ${agent.name}`)
    const done = await agent.disable(world, { dryRun: dryRun === true })
    if (json) {
      const { before, after, ...told } = done
      const document = { agent: agent.name, dryRun: dryRun === true, ...told }
      return { stdout: `${JSON.stringify(document, null, 2)}\n` }
    }
    const diff = dryRun ? renderDiff(done, chooseColors(world)) : ''
    return { stdout: diff || describeDisabled(agent, done) }
  },
}
