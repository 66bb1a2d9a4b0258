import { findAgentAbove } from '../../agents/running.js'
import {
  describeAgent,
  isSameProcess,
  listSessions,
  readStays,
  type Session,
  type Stay,
  stampSessions,
} from '../../agents/sessions.js'
import { memoize } from '../../system/memo.js'
import { listPids, readProcess } from '../../system/processes.js'
import { readClock, type World } from '../../system/world.js'
import type { AuditRecord } from './record.js'
import { readStarter } from './starter-members.js'

/** Finds the process of the agent by which a command was started. */
export type Starters = {
  /** What its line says, or else what is known here. */
  readonly find: (record: AuditRecord) => Session | undefined
  /** What was remembered of its session alone: whoever wrote the line may have put any process into it. */
  readonly recall: (record: AuditRecord) => Session | undefined
}

/** As many sessions, and as many processes, are held in memory. */
const HELD = 1000

/** What is known of processes holds for as long: their numbers are given away again. */
const HOLDS_MS = 1000

/** It is seen so soon that a session was remembered: long before that session's first command. */
const ASKS_MS = 20

/** Answers whom to ask now: what was found out is forgotten after a while, and where a session was remembered meanwhile. */
export function makeStarters(world: World): () => Starters {
  let starters = findStarters(world)
  let [asked, since, stamp] = [0, 0, -1]
  return () => {
    const now = readClock().getTime()
    if (Math.abs(now - asked) < ASKS_MS) return starters
    asked = now
    const current = stampSessions(world)
    if (current === stamp && Math.abs(now - since) < HOLDS_MS) return starters
    since = now
    stamp = current
    starters = findStarters(world)
    return starters
  }
}

/** The starters of commands as they can be known now; each session and each process is looked at once. */
export function findStarters(world: World): Starters {
  const staysOf = memoize((id: string) => readStays(world, id), HELD)
  const runningAt = memoize((pid: number) => findRunning(world, pid), HELD)
  const ids = new Set(listSessions(world))
  const isGone = findGone()
  const recallOf = (id: string, time: string) =>
    ids.has(id) ? choose(staysOf(id), time) : undefined
  const recall = ({ thread, session, time }: AuditRecord) =>
    recallOf(thread, time) ?? recallOf(session, time)
  const find = (record: AuditRecord) => {
    const told = readStarter(record)
    if (told) return told
    const recalled = recall(record)
    const { ppid = 0, sink, time } = record
    // A sandbox has process numbers of its own.
    const isAsked = sink === '' && ppid > 1 && !isGone(ppid, time)
    const running = isAsked ? choose(runningAt(ppid), time) : undefined
    // What the system tells is certain, but it knows no versions.
    return running && !(recalled && isSameProcess(running, recalled)) ? running : recalled
  }
  return { find, recall }
}

/** Tells without asking for each which processes that ran at a time are gone: most of a log's. */
function findGone(): (pid: number, time: string) => boolean {
  const now = readClock().toISOString()
  const pids = new Set(listPids())
  return (pid, time) => time < now && !pids.has(pid)
}

/** The agent above a process, since that one runs: of a line that is older, its number meant another. */
function findRunning(world: World, pid: number): readonly Stay[] {
  const process = readProcess(pid)
  const running = process && findAgentAbove(pid)
  if (!running) return []
  return [{ since: process.startedAt.toISOString(), session: describeAgent(world, running) }]
}

/** The session's process at a time. */
function choose(stays: readonly Stay[], time: string): Session | undefined {
  return stays.findLast(({ since }) => isReached(since, time))?.session
}

/** Compares as text: `Z` comes after all digits and the point, so a time without a fraction counts as the end of its second. */
function isReached(since: string, time: string): boolean {
  return since.slice(0, -1) <= time
}
