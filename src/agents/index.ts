import { ShimError } from '../system/errors.js'
import type { Agent } from './agent.js'
import { claude } from './claude/claude.js'
import { codex } from './codex/codex.js'
import { copilot } from './copilot/copilot.js'
import { gemini } from './gemini/gemini.js'
import { opencode } from './opencode/opencode.js'
import { qwen } from './qwen/qwen.js'

/** Every agent: one import and one entry each. */
export const AGENTS: readonly Agent[] = [codex, claude, opencode, gemini, qwen, copilot]

/** The agent of a name. */
export function findAgent(name: string | undefined): Agent {
  const agent = AGENTS.find((one) => one.name === name)
  if (agent) return agent
  const known = AGENTS.map((one) => one.name).join(', ')
  const what = name === undefined ? 'which agent?' : `unknown agent '${name}'`
  throw new ShimError('usage', what, { remedy: `known: ${known}` })
}
