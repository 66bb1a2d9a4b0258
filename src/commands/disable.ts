import { Argument } from 'commander'
import { AGENTS, findAgent } from '../agents/index.js'
import { requireOutsideAgent } from '../agents/inside.js'
import { describeDisabled, renderDiffs, renderDone, renderJson } from '../agents/report.js'
import { removeCollector } from '../audit/ship/collect/install.js'
import { PROGRAM } from '../system/names.js'
import { chooseColors } from '../text/colors.js'
import type { CommandSpec } from './command.js'

/** Gives an agent's configuration back. */
export const disable: CommandSpec = {
  name: 'disable',
  summary: "restore an agent's configuration",
  examples: [
    `${PROGRAM} disable codex --dry-run`,
    `${PROGRAM} disable codex`,
    `${PROGRAM} disable --collector`,
  ],
  define: (command) =>
    command
      .addArgument(new Argument('[agent]', 'the agent').choices(AGENTS.map(({ name }) => name)))
      .option('--collector', 'only the service that `enable --collector` installed')
      .option('--dry-run', 'show the change as a diff and write nothing')
      .option('--json', 'print it as JSON'),
  run: async (world, [name], { collector, dryRun, json }) => {
    if (collector && !dryRun) {
      requireOutsideAgent(world, 'disable --collector')
      const removed = removeCollector(world)
      if (json) return { stdout: renderJson({ service: removed?.file ?? null }) }
      return { stdout: removed?.text ?? 'there is no collector to disable\n' }
    }
    const agent = findAgent(name)
    const isDry = dryRun === true
    if (!isDry) requireOutsideAgent(world, `disable ${agent.name}`)
    const done = await agent.disable(world, { dryRun: isDry })
    const gone = isDry ? undefined : removeCollector(world)
    if (json) return { stdout: renderDone(agent, done, isDry) }
    const diff = isDry ? renderDiffs(done, chooseColors(world)) : ''
    return { stdout: (diff || describeDisabled(agent, done)) + (gone?.text ?? '') }
  },
}
