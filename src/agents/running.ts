import { ShimError } from '../system/errors.js'
import { listProcesses, type Process, readProcess } from '../system/processes.js'
import type { World } from '../system/world.js'
import type { Agent } from './agent.js'
import { AGENTS } from './index.js'

/** A running process of an agent, and what it is doing: `exec`, `app-server`, … */
export type RunningAgent = {
  readonly agent: Agent
  readonly mode: string
  readonly process: Process
}

/** Which agent a process is, if it is one. */
export function identify(process: Process): RunningAgent | undefined {
  for (const agent of AGENTS) {
    const mode = agent.recognize(process)
    if (mode !== undefined) return { agent, mode, process }
  }
  return undefined
}

/** The agents that this user is running, the newest first. */
export function findRunningAgents({ uid }: World): readonly RunningAgent[] {
  return listProcesses(uid)
    .flatMap((process) => identify(process) ?? [])
    .toSorted((one, other) => other.process.startedAt.getTime() - one.process.startedAt.getTime())
}

/** The agent above a process, itself included. */
export function findAgentAbove(pid: number): RunningAgent | undefined {
  const process = readProcess(pid)
  if (!process) return undefined
  return identify(process) ?? (process.ppid > 0 ? findAgentAbove(process.ppid) : undefined)
}

/** The process of a pid, or the newest of the agents that this user is running. */
export function requireAgentProcess(world: World, pid: number | undefined): Process {
  if (pid === undefined) {
    const [newest] = findRunningAgents(world)
    if (newest) return newest.process
    throw new ShimError('not-available', 'no agent of yours is running that can be asked', {
      remedy: 'start it, or name its process: --agent PID',
    })
  }
  const process = readProcess(pid)
  if (process?.environment) return process
  throw new ShimError('not-available', `process ${pid} is not there, or not yours to ask`)
}
