import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { listFolder } from '../files/folder.js'
import { dropOldest } from '../files/oldest.js'
import { requireOwnFolder, writeOwnFile } from '../files/own-file.js'
import { readProcess } from '../system/processes.js'
import type { World } from '../system/world.js'
import type { RunningAgent } from './running.js'

/** Which process an agent's session is in: what a process number means after that process is gone. */
export type Session = {
  readonly agent: string
  readonly mode: string
  readonly version: string
  readonly pid: number
  readonly startedAt: string
  /** The machine; a home directory may be shared by several. */
  readonly host: string
}

/** Since when it is known to be in that process: it may have been in another one before, and be resumed in the next. */
export type Stay = { readonly since: string; readonly session: Session }

/** As many sessions are remembered; of more, the oldest go. */
const LIMIT = 500

/** As many processes of one session. */
const STAYS = 50

/** A running agent as a session remembers it. */
export function describeAgent(
  { host }: World,
  { agent, mode, process }: RunningAgent,
  version = '',
): Session {
  const { pid, startedAt } = process
  return { agent: agent.name, mode, version, pid, startedAt: startedAt.toISOString(), host }
}

/** A session's process in words. */
export function nameProcess({ agent, mode, version, pid, host }: Session): string {
  const what = [agent, mode, version].filter(Boolean).join(' ')
  return `${what}, process ${pid}${host && ` on ${host}`}`
}

/** Remembers from now on which process the session of an id is in. */
export async function keepSession(world: World, id: string, session: Session): Promise<void> {
  const file = locateSession(world, id)
  if (!file) return
  const folder = locateSessions(world)
  requireOwnFolder(world, world.places.state)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stays = addStay(readStays(world, id), { since: world.now.toISOString(), session })
  writeOwnFile(file, stays.map((stay) => `${JSON.stringify(stay)}\n`).join(''))
  dropOldest(folder, LIMIT)
}

/** What begins anew in the same process (`compact`, `clear`) is no new stay. */
function addStay(stays: readonly Stay[], stay: Stay): readonly Stay[] {
  const last = stays.at(-1)
  if (last && isSameProcess(last.session, stay.session)) return stays
  return [...stays, stay].slice(-STAYS)
}

/** The processes that the session of an id was in, the oldest first, as far as they are remembered. */
export function readStays(world: World, id: string): readonly Stay[] {
  const file = locateSession(world, id)
  if (!file) return []
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line) as Stay)
  } catch {
    return []
  }
}

/** The ids of the sessions that are remembered. */
export function listSessions(world: World): readonly string[] {
  return listFolder(locateSessions(world)).map((name) => name.replace(/\.jsonl$/, ''))
}

/** Changes whenever a session is remembered. */
export function stampSessions(world: World): number {
  return statSync(locateSessions(world), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Are these the same process, and not only of the same number? */
export function isSameProcess(one: Session, other: Session): boolean {
  return one.pid === other.pid && one.startedAt === other.startedAt && one.host === other.host
}

/** Does the process of a session still run, here? */
export function isRunning({ host }: World, session: Session): boolean {
  if (session.host !== host) return false
  return readProcess(session.pid)?.startedAt.toISOString() === session.startedAt
}

function locateSessions({ places }: World): string {
  return join(places.state, 'sessions')
}

/** Ids of agents are UUIDs and the like; anything else is no name of a file. */
function locateSession(world: World, id: string): string | undefined {
  return /^[\w-]{1,80}$/.test(id) ? join(locateSessions(world), `${id}.jsonl`) : undefined
}
