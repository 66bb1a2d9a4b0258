import { nameProcess } from '../../../agents/sessions.js'
import { rejoinBytes } from '../../read/bytes.js'
import type { EndRecord } from '../../read/end.js'
import type { AuditRecord, Entry } from '../../read/record.js'
import { readStarter } from '../../read/starter-members.js'
import type { View } from '../render.js'
import type { PageCommand, PageEntry } from './data.js'

/** An entry as the page holds it; `environment` is the place of a command's environment. */
export function describeEntry(
  entry: Entry,
  environment: number | undefined,
  readCommand: View['readCommand'],
): PageEntry {
  switch (entry.kind) {
    case 'record':
      return describeCommand(entry.record, environment, readCommand?.(entry.record))
    case 'end':
      return describeEnd(entry.end)
    case 'gap':
      return { kind: 'gap', ...dropEmpty(entry.gap) }
    case 'unreadable':
      return { kind: 'unreadable', text: rejoinBytes(entry.text) }
  }
}

function describeEnd({ time, began, pid, exit, signal, seconds }: EndRecord): PageEntry {
  return { kind: 'end', time, began, pid, ...dropEmpty({ exit, signal, seconds }) }
}

function describeCommand(
  record: AuditRecord,
  environment: number | undefined,
  whole: string | undefined,
): PageCommand {
  const { time, command, argv, cwd, shell, route, pid, ppid, agent, thread, session } = record
  const { project, state, problem, sink, profile_restored, profile_removed } = record
  const starter = readStarter(record)
  const optional = {
    bytes: whole === undefined ? record.command_bytes : undefined,
    ...{ argv, cwd, shell, route, pid, ppid, agent, thread, session },
    starter: starter && `${nameProcess(starter)}, which began ${starter.startedAt}`,
    call: record.tool_call,
    ...{ project, state, problem, sink, environment },
    profileRestored: profile_restored.split(' ').filter(Boolean),
    profileRemoved: profile_removed.split(' ').filter(Boolean),
  }
  return { kind: 'command', time, command: rejoinBytes(whole ?? command), ...dropEmpty(optional) }
}

/** Without what is empty; bytes that were carried one by one are characters where they can be. */
function dropEmpty<Members extends object>(members: Members): Filled<Members> {
  const filled: Record<string, unknown> = {}
  // A page has a million of these: no arrays of pairs are made for it.
  for (const name in members) {
    const value: unknown = members[name]
    if (value === undefined || value === '') continue
    if (!Array.isArray(value)) filled[name] = rejoin(value)
    else if (value.length > 0) filled[name] = value.map(rejoin)
  }
  return filled as Filled<Members>
}

/** A record's member is there with a value, or is not there. */
type Filled<Members> = { readonly [Name in keyof Members]?: Exclude<Members[Name], undefined> }

function rejoin(value: unknown): unknown {
  return typeof value === 'string' ? rejoinBytes(value) : value
}
