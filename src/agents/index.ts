import { ShimError } from '../system/errors.js'
import type { Agent } from './agent.js'
import { claude } from './claude/claude.js'
import { codex } from './codex/codex.js'

/** Every agent: one import and one entry each. */
export const AGENTS: readonly Agent[] = [codex, claude]

/** The agent of a name. */
export function findAgent(name: string | undefined): Agent {
  const agent = AGENTS.find((one) => one.name === name)
  if (agent) return agent
  const known = AGENTS.map((one) => one.name).join(', ')
  const what = name === undefined ? 'which agent?' : `unknown agent '${name}'`
  throw new ShimError('usage', what, { remedy: `known: ${known}` })
}
