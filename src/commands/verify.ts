import { Argument, Option } from 'commander'
import type { Agent } from '../agents/agent.js'
import type { Drive } from '../agents/drive.js'
import { AGENTS, findAgent } from '../agents/index.js'
import { requireOutsideAgent } from '../agents/inside.js'
import { EXIT } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { chooseColors } from '../text/colors.js'
import { locateAgent } from '../verify/agent/program.js'
import { describeAgentVerification, renderAgentVerification } from '../verify/agent/report.js'
import { type AgentWish, verifyAgent } from '../verify/agent/verification.js'
import { describeVerification, renderVerification } from '../verify/report.js'
import { reproduce } from '../verify/reproduction.js'
import { describeReproduction, isMended } from '../verify/reproduction-report.js'
import { describeSurvey } from '../verify/survey/report.js'
import { type Surveyed, surveyAgent } from '../verify/survey/survey.js'
import { verifyCodex } from '../verify/verification.js'
import type { CommandSpec, Outcome } from './command.js'

/** Proves on the user's own agent that what is declared arrives. */
export const verify: CommandSpec = {
  name: 'verify',
  summary: 'prove on your own agent, without key or network, that what is declared arrives',
  examples: [
    `${PROGRAM} verify`,
    `${PROGRAM} verify claude`,
    `${PROGRAM} verify --survey gemini`,
    `${PROGRAM} verify --reproduce`,
    `${PROGRAM} verify --sandbox workspace-write`,
    `${PROGRAM} verify --codex ~/codex-0.79/bin/codex --json`,
  ],
  define: (command) =>
    command
      .addArgument(
        new Argument('[agent]', 'the agent (default: codex)').choices(
          AGENTS.map(({ name }) => name),
        ),
      )
      .option('--program <path>', 'the program to talk with (default: the one on PATH)')
      .option('--start', 'by `start`, whatever is enabled')
      .option(
        '--survey',
        'tell how the agent runs commands without the shim (default: each one on PATH)',
      )
      .option('--codex <path>', 'the codex to talk with (default: the one on PATH)')
      .addOption(
        new Option(
          '--sandbox <mode>',
          "Codex's sandbox (default: as its configuration says)",
        ).choices(['read-only', 'workspace-write', 'danger-full-access']),
      )
      .option(
        '--reproduce',
        'play the known ways to lose an environment, without the shim and with it',
      )
      .option('--json', 'print it as JSON'),
  run: async (world, [name], options) => {
    requireOutsideAgent(world, 'verify')
    const read = (name: string) => {
      const value = options[name]
      return typeof value === 'string' ? value : undefined
    }
    const json = options['json'] === true
    if (options['survey']) return runSurvey(world, name, read('program') ?? read('codex'), json)
    const { drive, ...agent } = findAgent(name ?? 'codex')
    if (drive) {
      const wish = { program: read('program'), start: options['start'] === true }
      return runAgent(world, { ...agent, drive }, wish, json)
    }
    if (options['reproduce']) return runReproduction(world, read('codex'), options['json'] === true)
    const codex = read('codex') ?? read('program')
    const found = await verifyCodex(world, { codex, sandbox: read('sandbox') })
    const status = found.passed ? EXIT.ok : EXIT.failed
    if (options['json']) return { stdout: renderVerification(found), status }
    return { stdout: describeVerification(found, chooseColors(world)), status }
  },
}

async function runAgent(
  world: World,
  agent: Agent & { readonly drive: Drive },
  wish: AgentWish,
  json: boolean,
): Promise<Outcome> {
  const found = await verifyAgent(world, agent, wish)
  const status = found.passed ? EXIT.ok : EXIT.failed
  if (json) return { stdout: renderAgentVerification(found), status }
  return { stdout: describeAgentVerification(found, chooseColors(world)), status }
}

async function runSurvey(
  world: World,
  name: string | undefined,
  program: string | undefined,
  json: boolean,
): Promise<Outcome> {
  const agents =
    name === undefined && program === undefined
      ? AGENTS.filter((agent) => locateAgent(world, agent, undefined))
      : [findAgent(name ?? 'codex')]
  const surveyed: Surveyed[] = []
  for (const agent of agents) surveyed.push(...(await surveyAgent(world, agent, program)))
  const stdout = json ? `${JSON.stringify(surveyed, null, 2)}\n` : describeSurvey(surveyed)
  return { stdout: stdout || 'no agent that is known is on PATH\n' }
}

async function runReproduction(
  world: World,
  codex: string | undefined,
  json: boolean,
): Promise<Outcome> {
  const reproduction = await reproduce(world, codex)
  const status = isMended(reproduction) ? EXIT.ok : EXIT.failed
  const stdout = json
    ? `${JSON.stringify(reproduction, null, 2)}\n`
    : describeReproduction(reproduction, chooseColors(world))
  return { stdout, status }
}
