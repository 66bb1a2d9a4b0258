import { AGENTS } from '../agents/index.js'
import { askAgentVersion, locateAgent } from '../verify/agent/program.js'
import { type Finding, ok, type Patient, warn } from './check.js'

/** Which agents are on PATH, which version, are they enabled, and does that hold here? */
export async function checkInstalledAgents({ world }: Patient): Promise<Finding> {
  const evidence: string[] = []
  const remedies: string[] = []
  for (const agent of AGENTS) {
    const program = locateAgent(world, agent, undefined)
    if (!program) continue
    const version = await askAgentVersion(world, program)
    const isOn = agent.isEnabled(world)
    evidence.push(`${agent.title} ${version} (${program}): ${isOn ? 'enabled' : 'not enabled'}`)
    for (const { what, remedy } of isOn
      ? agent.findObstacles(world)
      : (agent.findMisuse?.(world) ?? [])) {
      evidence.push(`  ${what}`)
      remedies.push(remedy)
    }
  }
  if (evidence.length === 0) return ok('no agent that is known is on PATH')
  return remedies.length === 0 ? ok(...evidence) : warn(evidence, remedies.join('; '))
}
