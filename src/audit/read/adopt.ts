import type { World } from '../../system/world.js'
import { makeInbox } from '../ship/collect/inbox.js'
import { makeReception } from '../ship/receive.js'
import { readSpooled, type Spool } from '../ship/spool-folder.js'
import { makeSplitter } from './lines.js'
import { type Entry, parseLine } from './record.js'
import { findStarters } from './starter.js'

/** What a spooled log becomes in the log: its lines, and the texts in the spool that are not needed any more. */
export type Adopted = { readonly lines: readonly string[]; readonly spent: readonly string[] }

/** Turns the text of a spooled log into lines of the log, in the order of their time, and brings their commands over. */
export function adoptLog(world: World, spool: Spool, text: Buffer): Adopted {
  const splitter = makeSplitter()
  const lines = [...splitter.split(text), ...splitter.flush()]
  // What was in the FIFO is in its order, and brings the texts of long commands along.
  if (spool.sink === 'fifo') {
    const { receive, tell } = makeInbox(world)
    return { lines: [...receive(lines), ...tell()], spent: [] }
  }
  const { receive, tell } = makeReception(world, spool.sink)
  const starters = findStarters(world)
  const spent: string[] = []
  const take = (name: string) => {
    const bytes = spool.texts && readSpooled(world, spool.texts, name)
    if (bytes) spent.push(name)
    return Buffer.isBuffer(bytes) ? bytes : undefined
  }
  const adopted = sortByTime(lines.flatMap(parseLine)).flatMap((entry) =>
    receive(entry, starters, take),
  )
  return { lines: [...adopted, ...tell()], spent }
}

/** Text without a time stays behind the record it follows. */
function sortByTime(entries: readonly Entry[]): readonly Entry[] {
  let time = ''
  const timed = entries.map((entry) => {
    if (entry.kind === 'record') time = entry.record.time
    if (entry.kind === 'end') time = entry.end.time
    return { entry, time }
  })
  return timed
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ entry }) => entry)
}
