import { readFileSync } from 'node:fs'
import { answerSessionStart } from '../session/session-start.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'

/** What Codex runs when a session starts, after `enable codex --hooks`. */
export const sessionStart: CommandSpec = {
  name: 'session-start',
  summary: "answer Codex's SessionStart hook (`enable codex --hooks` sets it up)",
  examples: [`echo '{"cwd":"."}' | ${PROGRAM} session-start`],
  define: (command) => command,
  run: async (world) => ({
    form: 'json',
    stdout: await answerSessionStart(world, readInput(), process.ppid),
  }),
}

/** A hook's input is a line of JSON on stdin; a terminal has none. */
function readInput(): string {
  try {
    return process.stdin.isTTY ? '{}' : readFileSync(0, 'utf8')
  } catch {
    return '{}'
  }
}
