import { Argument, Option } from 'commander'
import type { Agent } from '../agents/agent.js'
import { AGENTS, findAgent } from '../agents/index.js'
import { requireOutsideAgent } from '../agents/inside.js'
import {
  describeEnabled,
  describeShellRoute,
  renderDiffs,
  renderDone,
  renderJson,
} from '../agents/report.js'
import { installCollector } from '../audit/ship/collect/install.js'
import { describeService } from '../audit/ship/collect/service.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { chooseColors } from '../text/colors.js'
import type { CommandSpec } from './command.js'

/** Makes an agent run its commands through this program. */
export const enable: CommandSpec = {
  name: 'enable',
  summary: 'make an agent run its commands in the environment declared',
  examples: [
    `${PROGRAM} enable codex --dry-run`,
    `${PROGRAM} enable codex`,
    `${PROGRAM} enable claude`,
    `${PROGRAM} enable codex --route shell`,
    `${PROGRAM} enable --collector`,
  ],
  define: (command) =>
    command
      .addArgument(new Argument('[agent]', 'the agent').choices(AGENTS.map(({ name }) => name)))
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
      .option('--collector', 'have the system keep a collector for sandboxed commands running')
      .option('--dry-run', 'show the change as a diff and write nothing')
      .option('--json', 'print it as JSON'),
  run: async (world, [name], { keepLogin, hooks, route, collector, dryRun, json }) => {
    if (name === undefined && collector)
      return enableCollector(world, dryRun === true, json === true)
    const agent = findAgent(name)
    if (route === 'shell') {
      if (!agent.describeShellRoute) throw refuseShellRoute(agent)
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
    const kept = collector ? await enableCollector(world, isDry, false) : { stdout: '' }
    return { stdout: (diff || describeEnabled(agent, done)) + kept.stdout }
  },
}

function refuseShellRoute({ name, title }: Agent): ShimError {
  return new ShimError('usage', `${title} does not take its shell from the passwd entry`, {
    remedy: `${PROGRAM} enable ${name}`,
  })
}

async function enableCollector(world: World, isDry: boolean, json: boolean) {
  if (!isDry) {
    requireOutsideAgent(world, 'enable --collector')
    const { file, text } = await installCollector(world)
    return { stdout: json ? renderJson({ service: file }) : text }
  }
  const service = describeService(world, process.platform)
  if (json) return { stdout: renderJson({ service: service?.file ?? null, text: service?.text }) }
  return { stdout: service ? `# ${service.file}\n${service.text}` : '' }
}
