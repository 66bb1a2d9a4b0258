import { isPlain } from '../../../text/fold-lines.js'
import { rejoinBytes } from '../../read/bytes.js'
import type { EndRecord } from '../../read/end.js'
import type { AuditRecord, Entry, GapRecord } from '../../read/record.js'
import type { View } from '../render.js'

/** What an attribute of an event can hold. */
export type Value = string | number | readonly string[]

/** Names that OpenTelemetry and ECS share, and what neither of them has under a name of ours; empty ones are left out. */
export function listAttributes(
  record: AuditRecord,
  command: string,
): Readonly<Record<string, Value>> {
  // Names in full: to put them together for each line took a quarter of the time.
  return dropEmpty({
    'process.pid': record.pid,
    'process.command_line': command,
    'process.working_directory': record.cwd,
    'host.name': record.agent_host,
    'codex_env_shim.route': record.route,
    'codex_env_shim.shell': record.shell,
    'codex_env_shim.state': record.state,
    'codex_env_shim.project': record.project,
    'codex_env_shim.plan': record.plan,
    'codex_env_shim.set': record.set,
    'codex_env_shim.prepended': record.prepended,
    'codex_env_shim.removed': record.removed,
    'codex_env_shim.restored': record.restored,
    'codex_env_shim.protected': record.protected,
    'codex_env_shim.refused': record.refused,
    'codex_env_shim.wrap': record.wrap,
    'codex_env_shim.wrapper': record.wrapper || undefined,
    'codex_env_shim.overlays': record.overlays,
    'codex_env_shim.overlaid': record.overlaid,
    'codex_env_shim.problem': record.problem,
    // Both have names for a process's parent and the leaders of its group and session; the agent need be none of them.
    'codex_env_shim.agent_pid': record.agent_pid,
    'codex_env_shim.agent_started': record.agent_started,
    'codex_env_shim.agent_mode': record.agent_mode,
    'codex_env_shim.agent_version': record.agent_version,
    'codex_env_shim.sink': record.sink,
    'codex_env_shim.command_file': record.command_file,
    'codex_env_shim.command_bytes': record.command_bytes,
  })
}

/** What an ending says, under the names that OpenTelemetry and ECS share. */
export function listEnd(end: EndRecord): Readonly<Record<string, Value>> {
  const { pid, cwd, began, seconds, signal, state, project, sink } = end
  return dropEmpty({
    'process.pid': pid,
    'process.working_directory': cwd,
    ...prefix({ began, seconds, signal, state, project, sink }),
  })
}

/** A gap's attributes, all of them ours. */
export function listGap({
  gap,
  from,
  until,
  lines,
  sink,
}: GapRecord): Readonly<Record<string, Value>> {
  return dropEmpty(prefix({ gap, 'gap.from': from, 'gap.until': until, 'gap.lines': lines, sink }))
}

/** Under this name stands text of the log that is no record. */
export const UNREADABLE = 'codex_env_shim.unreadable'

/** The whole command where it was asked for and is there, else its head. */
export function tellCommand(record: AuditRecord, { readCommand }: View): string {
  return readCommand?.(record) ?? record.command
}

/** The time of an entry; what cannot be read has none. */
export function timeOf(entry: Entry): string | undefined {
  if (entry.kind === 'unreadable') return undefined
  if (entry.kind === 'end') return entry.end.time
  return entry.kind === 'gap' ? entry.gap.time : entry.record.time
}

/** Without what is empty or absent. Bytes that were carried one by one become characters, or U+FFFD: both formats want UTF-8. */
export function dropEmpty(
  all: Readonly<Record<string, Value | undefined>>,
): Readonly<Record<string, Value>> {
  const entries = Object.entries(all).flatMap(([name, value]): [string, Value][] =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
      ? []
      : [[name, tidy(value)]],
  )
  return Object.fromEntries(entries)
}

function tidy(value: Value): Value {
  if (typeof value === 'number') return value
  const text = (one: string) => (isPlain(one) ? one : Buffer.from(rejoinBytes(one)).toString())
  return typeof value === 'string' ? text(value) : value.map(text)
}

function prefix(all: Readonly<Record<string, Value | undefined>>) {
  const entries = Object.entries(all).map(([name, value]) => [`codex_env_shim.${name}`, value])
  return Object.fromEntries(entries) as Readonly<Record<string, Value | undefined>>
}
