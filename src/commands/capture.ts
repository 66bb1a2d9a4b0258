import { InvalidArgumentError } from 'commander'
import { requireOutsideAgent } from '../agents/inside.js'
import { withProgress } from '../capture/progress.js'
import { captureSetup, captureTerminal } from '../keep/capture.js'
import { dropCaptures, readCaptures } from '../keep/inventory.js'
import { describeCaptures, describeTaken, maskCaptures } from '../keep/report.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'
import { describeProblem, resolveProjectRoot } from './project.js'
import { collect, readList } from './repeatable.js'

/** Keeps what the user's terminal has, for commands of an agent that lack it. */
export const capture: CommandSpec = {
  name: 'capture',
  summary: 'keep what this terminal has, for [restore]',
  examples: [
    `${PROGRAM} capture`,
    `${PROGRAM} capture --shell --name 'ORACLE_*'`,
    `${PROGRAM} capture -- ./setup.sh --fast`,
    `${PROGRAM} capture --list`,
  ],
  define: (command) =>
    command
      .argument('[command...]', 'a setup command of this project: what it exports is kept for it')
      .option('--shell', 'start your interactive login shell and keep what that has')
      .option('--timeout <seconds>', 'how long that shell may take to start', parseSeconds, 15)
      .option('--name <pattern>', 'keep this name too, now and later (repeatable)', collect)
      .option('--list', 'show what is kept')
      .option('--forget', 'drop what is kept: of the terminal, and of the project here')
      .option('--json', 'print it as JSON'),
  run: async (world, command, { shell, timeout, name, list, forget, json }) => {
    if (list) {
      const captures = maskCaptures(readCaptures(world))
      return { stdout: json ? toJson(captures) : describeCaptures(captures) }
    }
    requireOutsideAgent(world, 'capture')
    if (forget) {
      const dropped = await dropCaptures(world)
      return { stdout: json ? toJson(maskCaptures(readCaptures(world))) : dropped }
    }
    const names = readList(name)
    const limit = shell ? Number(timeout) : undefined
    const taken =
      command.length > 0
        ? await captureSetup(world, resolveProjectRoot(world, undefined), { command, names })
        : await withProgress('starting your login shell', captureTerminal(world, { names, limit }))
    const { leftOut, compiled } = taken
    const kept = () => toJson({ ...maskCaptures(readCaptures(world)), leftOut })
    const stderr = compiled ? describeProblem(compiled) : ''
    return { stdout: json ? kept() : describeTaken(taken), stderr }
  },
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (seconds > 0 && seconds <= 600) return seconds
  throw new InvalidArgumentError('Expected a number of seconds, at most 600.')
}
