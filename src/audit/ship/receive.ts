import { readClock, type World } from '../../system/world.js'
import { markEntry, type Sink } from '../read/mark.js'
import { type Entry, renderUnreadable } from '../read/record.js'
import type { Starters } from '../read/starter.js'
import { renderGap } from './collect/gap.js'
import { isWrittenName, keepText, nameLost } from './command-file.js'
import { makeQuota } from './quota.js'

/** A shell's line has 4096 bytes at most. What is longer than this was not written by one, and only its beginning is kept. */
const MAX_LINE = 8192

/** Lets what came from sandboxes into the log, as far as there is room for it. */
export type Reception = {
  /** The lines that the log gets of an entry; `take` is asked for the text of a long command, once and by the name that its line tells. */
  readonly receive: (
    entry: Entry,
    starters: Starters,
    take: (name: string) => Buffer | undefined,
  ) => readonly string[]
  /** What was dropped since this was asked last, as a line of the log. */
  readonly tell: () => readonly string[]
}

/** A reception into which nothing has come yet. */
export function makeReception(world: World, sink: Sink): Reception {
  const quota = makeQuota(readClock)
  const keep = (writer: string, name: string, text: Buffer | undefined) => {
    if (!text || !quota.admit('text', writer, text.length)) return nameLost(sink, name)
    try {
      return keepText(world, sink, name, text)
    } catch {
      // The line counts more than its text.
      return nameLost(sink, name)
    }
  }
  const receive: Reception['receive'] = (entry, { recall }, take) => {
    const writer = nameWriter(entry)
    const name = entry.kind === 'record' ? entry.record.command_file : undefined
    const text = name !== undefined && isWrittenName(name) ? take(name) : undefined
    if (!quota.admit('line', writer, Buffer.byteLength(entry.json))) return []
    const command_file = name === undefined ? undefined : keep(writer, name, text)
    const starter = entry.kind === 'record' ? recall(entry.record) : undefined
    return [markEntry(shorten(entry), sink, { starter, command_file })]
  }
  const tell = () => {
    const gap = quota.tell()
    return gap ? [renderGap(gap)] : []
  }
  return { receive, tell }
}

/** Whose it is, as far as it says so. */
function nameWriter(entry: Entry): string {
  const line = entry.kind === 'record' ? entry.record : entry.kind === 'end' ? entry.end : undefined
  return line ? line.thread || line.session || line.agent : ''
}

function shorten(entry: Entry): Entry {
  return entry.json.length > MAX_LINE ? renderUnreadable(entry.json.slice(0, MAX_LINE)) : entry
}
