import { rejoinBytes } from '../bytes.js'
import type { EndRecord } from '../end.js'
import type { AuditRecord, Entry, GapRecord } from '../record.js'
import type { View } from '../render.js'

/** What an attribute of an event can hold. */
export type Value = string | number | readonly string[]

/** Names that OpenTelemetry and ECS share, and what neither of them has under a name of ours; empty ones are left out. */
export function listAttributes(
  record: AuditRecord,
  command: string,
): Readonly<Record<string, Value>> {
  return dropEmpty({
    'process.pid': record.pid,
    'process.command_line': command,
    'process.working_directory': record.cwd,
    ...prefix({
      route: record.route,
      shell: record.shell,
      state: record.state,
      project: record.project,
      plan: record.plan,
      set: record.set,
      prepended: record.prepended,
      removed: record.removed,
      restored: record.restored,
      protected: record.protected,
      refused: record.refused,
      wrap: record.wrap,
      overlays: record.overlays,
      overlaid: record.overlaid,
      problem: record.problem,
      sink: record.sink,
      command_file: record.command_file,
      command_bytes: record.command_bytes,
    }),
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
  const text = (one: string) => Buffer.from(rejoinBytes(one)).toString()
  return typeof value === 'string' ? text(value) : value.map(text)
}

function prefix(all: Readonly<Record<string, Value | undefined>>) {
  const entries = Object.entries(all).map(([name, value]) => [`codex_env_shim.${name}`, value])
  return Object.fromEntries(entries) as Readonly<Record<string, Value | undefined>>
}
