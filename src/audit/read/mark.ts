import type { Session } from '../../agents/sessions.js'
import { type Entry, parseObject, renderUnreadable } from './record.js'
import { dropStarter, renderStarter } from './starter-members.js'

/** The ways into the log that a sandboxed command can write to itself. */
export type Sink = 'spool' | 'fifo'

/** What is said of an entry that comes so: what its command's file is called in the log, and who started it. */
export type Marks = {
  readonly command_file?: string | undefined
  readonly starter?: Session | undefined
}

/**
 * An entry as a line of the log that says how it came, as its last member: of two members of one name readers take the last. Every
 * line is written anew, also what is no record: torn text could hide one without the mark. What it says itself of who started it,
 * and of a file, does not count.
 */
export function markEntry(entry: Entry, sink: Sink, { command_file, starter }: Marks = {}): string {
  if (entry.kind === 'unreadable') return renderUnreadable(entry.text, { sink }).json
  const { sink: _, command_file: __, ...fields } = dropStarter(parseObject(entry.json) ?? {})
  const told = { ...(command_file && { command_file }), ...(starter && renderStarter(starter)) }
  return JSON.stringify({ ...fields, ...told, sink })
}
