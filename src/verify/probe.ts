import { type Environment, parseBlock } from '../variables/environment.js'

/** What a command found around itself. */
export type Sight = {
  /** Its environment. */
  readonly seen: Environment
  /** What its shell was started with, before any profile and any hook; undefined where the system does not tell. */
  readonly passed: Environment | undefined
}

const ENCODE = "command -p base64 | command -p tr -d '\\n'"

/**
 * Shell text that prints its environment, and that of its shell's start; it relies on no variable. `mark` finds it in the log.
 * There is no `$(…)` in it: Gemini CLI 0.61.0 refuses to run a command that has one.
 */
export function renderProbe(mark: string): string {
  // An agent may have read the user's aliases, and their `set -o pipefail`.
  return [
    `: ${mark}`,
    "command printf '<%s:' sight",
    `command -p env -0 | ${ENCODE}`,
    "command printf ':'",
    `{ command -p cat /proc/$$/environ 2>/dev/null || :; } | ${ENCODE}`,
    "command printf '>\\n'",
  ].join('; ')
}

/** What the probe printed, if it ran. */
export function parseSight(text: string): Sight | undefined {
  const [, seen, passed] = /<sight:([\w+/=]*):([\w+/=]*)>/.exec(text) ?? []
  if (seen === undefined) return undefined
  return { seen: decode(seen), passed: passed ? decode(passed) : undefined }
}

function decode(text: string): Environment {
  return parseBlock(Buffer.from(text, 'base64').toString())
}
