import { Argument, Option } from 'commander'
import { requireOutsideAgent } from '../agent.js'
import { AGENTS, findAgent } from '../agents/index.js'
import {
  describeEnabled,
  describeShellRoute,
  renderDiffs,
  renderDone,
  renderJson,
} from '../agents/report.js'
import { chooseColors } from '../colors.js'
import { PROGRAM } from '../names.js'
import type { CommandSpec } from './command.js'

/** Makes an agent run its commands through this program. */
export const enable: CommandSpec = {
  name: 'enable',
  summary: 'make an agent run its commands in the environment declared',
  examples: [
    `${PROGRAM} enable codex --dry-run`,
    `${PROGRAM} enable codex`,
    `${PROGRAM} enable codex --route shell`,
  ],
  define: (command) =>
    command
      .addArgument(new Argument('<agent>', 'the agent').choices(AGENTS.map(({ name }) => name)))
      .option('--keep-login', 'leave login shells and the shell snapshot as they are')
      .option('--hooks', 'also tell the model, when a session starts, what its commands run in')
      .addOption(
        new Option(
          '--route <route>',
          'hook: by its configuration; shell: by a passwd entry (told, not done)',
        )
          .choices(['hook', 'shell'])
          .default('hook'),
      )
      .option('--dry-run', 'show the change as a diff and write nothing')
      .option('--json', 'print it as JSON'),
  run: async (world, [name], { keepLogin, hooks, route, dryRun, json }) => {
    const agent = findAgent(name)
    if (route === 'shell') {
      const shell = agent.describeShellRoute(world)
      return { stdout: json ? renderJson(shell) : describeShellRoute(agent, shell) }
    }
    const isDry = dryRun === true
    if (!isDry) requireOutsideAgent(world, `enable ${agent.name}`)
    const done = await agent.enable(world, {
      keepLogin: keepLogin === true,
      hooks: hooks === true,
      dryRun: isDry,
    })
    if (json) return { stdout: renderDone(agent, done, isDry) }
    const diff = isDry ? renderDiffs(done, chooseColors(world)) : ''
    return { stdout: diff || describeEnabled(agent, done) }
  },
}
