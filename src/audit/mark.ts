import { type Entry, parseObject, renderUnreadable } from './record.js'

/** The ways into the log that a sandboxed command can write to itself. */
export type Sink = 'spool' | 'fifo'

/**
 * An entry as a line of the log that says how it came, as its last member: of two members of one name readers take the last. Every
 * line is written anew, also what is no record: torn text could hide one without the mark. `command_file` is what its file is
 * called in the log.
 */
export function markEntry(entry: Entry, sink: Sink, command_file?: string): string {
  if (entry.kind === 'unreadable') return renderUnreadable(entry.text, { sink }).json
  const { sink: _, ...fields } = parseObject(entry.json) ?? {}
  return JSON.stringify({ ...fields, ...(command_file && { command_file }), sink })
}
