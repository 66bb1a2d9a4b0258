import { Option } from 'commander'
import { requireOutsideAgent } from '../agents/inside.js'
import { EXIT } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { chooseColors } from '../text/colors.js'
import { describeVerification, renderVerification } from '../verify/report.js'
import { reproduce } from '../verify/reproduction.js'
import { describeReproduction, isMended } from '../verify/reproduction-report.js'
import { verifyCodex } from '../verify/verification.js'
import type { CommandSpec, Outcome } from './command.js'

/** Proves on the user's own Codex that what is declared arrives. */
export const verify: CommandSpec = {
  name: 'verify',
  summary: 'prove on your own Codex, without key or network, that what is declared arrives',
  examples: [
    `${PROGRAM} verify`,
    `${PROGRAM} verify --reproduce`,
    `${PROGRAM} verify --sandbox workspace-write`,
    `${PROGRAM} verify --codex ~/codex-0.79/bin/codex --json`,
  ],
  define: (command) =>
    command
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
  run: async (world, _args, options) => {
    requireOutsideAgent(world, 'verify')
    const read = (name: string) => {
      const value = options[name]
      return typeof value === 'string' ? value : undefined
    }
    if (options['reproduce']) return runReproduction(world, read('codex'), options['json'] === true)
    const found = await verifyCodex(world, { codex: read('codex'), sandbox: read('sandbox') })
    const status = found.passed ? EXIT.ok : EXIT.failed
    if (options['json']) return { stdout: renderVerification(found), status }
    return { stdout: describeVerification(found, chooseColors(world)), status }
  },
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
