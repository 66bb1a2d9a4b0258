import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EndRecord } from './end.js'
import type { AuditRecord, Entry } from './record.js'

/** Which records are wanted; all of what is given must hold. */
export type Filter = {
  /** The directory by each of its names. */
  readonly project?: readonly string[] | undefined
  readonly thread?: string | undefined
  readonly state?: string | undefined
  readonly call?: string | undefined
  /** What names one command: its tool call, its time, or its process. */
  readonly id?: string | undefined
  /** A text that stands in the whole command. */
  readonly grep?: string | undefined
  /** Only what is of this time or later, RFC 3339 in UTC with milliseconds. */
  readonly since?: string | undefined
}

/** Is this entry wanted? What cannot be read, and what is missing, may be anything: it is never left out. */
export function matches(
  entry: Entry,
  filter: Filter,
  readCommand?: (record: AuditRecord) => string | undefined,
): boolean {
  if (entry.kind === 'end') return endsMatching(entry.end, filter)
  if (entry.kind === 'gap') return isSince(entry.gap.until, filter.since)
  if (entry.kind === 'unreadable') return true
  const { record } = entry
  return (
    isSince(record.time, filter.since) &&
    holds(record, filter.grep, readCommand) &&
    isEqual(record.thread, filter.thread) &&
    isEqual(record.state, filter.state) &&
    isEqual(record.tool_call, filter.call) &&
    isNamed(record, filter.id) &&
    (filter.project?.some((root) => belongsTo(record, root)) ?? true)
  )
}

/** Compares as text, up to where the shorter one ends: a time without a fraction is of any moment of its second. */
function isSince(time: string, since: string | undefined): boolean {
  if (since === undefined) return true
  const digits = time.replace(/Z$/, '')
  return digits >= since.slice(0, digits.length).replace(/Z$/, '')
}

function holds(
  record: AuditRecord,
  text: string | undefined,
  readCommand?: (record: AuditRecord) => string | undefined,
): boolean {
  if (text === undefined || record.command.includes(text)) return true
  return record.command_file !== undefined && (readCommand?.(record)?.includes(text) ?? false)
}

/** An ending says itself whose it is, so that nobody must remember the commands before it. */
function endsMatching(end: EndRecord, filter: Filter): boolean {
  const { thread, state, tool_call: call, pid, began, project } = end
  // The text of its command it does not say.
  if (filter.grep !== undefined) return false
  return (
    isSince(began, filter.since) &&
    isEqual(thread, filter.thread) &&
    isEqual(state ?? '', filter.state) &&
    isEqual(call, filter.call) &&
    isNamed({ tool_call: call, time: began, pid }, filter.id) &&
    (filter.project?.some((root) => belongsTo({ project, cwd: end.cwd }, root)) ?? true)
  )
}

/** A directory as the user names it and as the system does: a record's cwd may be either. */
export function nameProject(cwd: string, dir: string): readonly string[] {
  const path = resolve(cwd, dir)
  try {
    return [path, realpathSync(path)]
  } catch {
    return [path]
  }
}

function isEqual(value: string, wanted: string | undefined): boolean {
  return wanted === undefined || value === wanted
}

function isNamed(
  { tool_call: call, time, pid }: Pick<AuditRecord, 'tool_call' | 'time' | 'pid'>,
  id: string | undefined,
): boolean {
  return id === undefined || [call, time, String(pid)].includes(id)
}

/** A command belongs to a project whose plan it got, and to every directory that it ran in or below. */
function belongsTo({ project, cwd }: Pick<AuditRecord, 'project' | 'cwd'>, root: string): boolean {
  return project === root || cwd === root || cwd.startsWith(root === '/' ? root : `${root}/`)
}
