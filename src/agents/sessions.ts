import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropOldest } from '../oldest.js'
import { requireOwnFolder, writeOwnFile } from '../own-file.js'
import type { World } from '../world.js'
import type { RunningAgent } from './running.js'

/** Which process an agent's session began in: what a process number means after that process is gone. */
export type Session = {
  readonly agent: string
  readonly mode: string
  readonly version: string
  readonly pid: number
  readonly startedAt: string
  /** The machine; a home directory may be shared by several. */
  readonly host: string
}

/** As many sessions are remembered; of more, the oldest go. */
const LIMIT = 500

/** A running agent as a session remembers it. */
export function describeAgent(
  { host }: World,
  { agent, mode, process }: RunningAgent,
  version = '',
): Session {
  const { pid, startedAt } = process
  return { agent: agent.name, mode, version, pid, startedAt: startedAt.toISOString(), host }
}

/** Remembers a session by its id. */
export async function keepSession(world: World, id: string, session: Session): Promise<void> {
  const file = locateSession(world, id)
  if (!file) return
  const folder = locateSessions(world)
  requireOwnFolder(world, world.places.state)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await writeOwnFile(file, `${JSON.stringify(session)}\n`)
  dropOldest(folder, LIMIT)
}

/** The session of an id, if it is remembered. */
export function readSession(world: World, id: string): Session | undefined {
  const file = locateSession(world, id)
  try {
    return file ? (JSON.parse(readFileSync(file, 'utf8')) as Session) : undefined
  } catch {
    return undefined
  }
}

function locateSessions({ places }: World): string {
  return join(places.state, 'sessions')
}

/** Ids of agents are UUIDs and the like; anything else is no name of a file. */
function locateSession(world: World, id: string): string | undefined {
  return /^[\w-]{1,80}$/.test(id) ? join(locateSessions(world), `${id}.json`) : undefined
}
