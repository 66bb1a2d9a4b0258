import { Option } from 'commander'
import { requireOutsideAgent } from '../agent.js'
import { chooseColors } from '../colors.js'
import { EXIT } from '../errors.js'
import { PROGRAM } from '../names.js'
import { describeVerification, renderVerification } from '../verify/report.js'
import { verifyCodex } from '../verify/verification.js'
import type { CommandSpec } from './command.js'

/** Proves on the user's own Codex that what is declared arrives. */
export const verify: CommandSpec = {
  name: 'verify',
  summary: 'prove on your own Codex, without key or network, that what is declared arrives',
  examples: [
    `${PROGRAM} verify`,
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
      .option('--json', 'print it as JSON'),
  run: async (world, _args, options) => {
    requireOutsideAgent(world, 'verify')
    const read = (name: string) => {
      const value = options[name]
      return typeof value === 'string' ? value : undefined
    }
    const found = await verifyCodex(world, { codex: read('codex'), sandbox: read('sandbox') })
    const status = found.passed ? EXIT.ok : EXIT.failed
    if (options['json']) return { stdout: renderVerification(found), status }
    return { stdout: describeVerification(found, chooseColors(world)), status }
  },
}
