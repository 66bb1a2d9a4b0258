import type { Session } from '../../agents/sessions.js'

/** The members of a line that tell the process of the agent by which its command was started; no shell writes them. */
export type StarterMembers = {
  readonly agent_pid: number | undefined
  readonly agent_started: string
  readonly agent_mode: string
  readonly agent_version: string
  /** The machine that process ran on. */
  readonly agent_host: string
}

/** A process as members of a line; what is not known is left out. */
export function renderStarter(session: Session): Readonly<Record<string, string | number>> {
  const { pid, startedAt, mode, version, host } = session
  return {
    agent_pid: pid,
    agent_started: startedAt,
    ...(mode && { agent_mode: mode }),
    ...(version && { agent_version: version }),
    ...(host && { agent_host: host }),
  }
}

/** The process that a line tells. */
export function readStarter(
  record: StarterMembers & { readonly agent: string },
): Session | undefined {
  const { agent, agent_pid: pid, agent_started: startedAt } = record
  if (pid === undefined) return undefined
  const { agent_mode: mode, agent_version: version, agent_host: host } = record
  return { agent, mode, version, pid, startedAt, host }
}

/** The members of a line without those. */
export function dropStarter(fields: Readonly<Record<string, unknown>>) {
  const { agent_pid, agent_started, agent_mode, agent_version, agent_host, ...rest } = fields
  return rest
}
