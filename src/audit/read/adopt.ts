import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'
import { makeInbox } from '../ship/collect/inbox.js'
import { readSpooled, type Spool } from '../ship/spool-folder.js'
import { makeSplitter } from './lines.js'
import { markEntry } from './mark.js'
import { type Entry, parseLine } from './record.js'
import { findStarters, type Starters } from './starter.js'
import { isCommandFile } from './whole-command.js'

/** What a spooled log becomes in the log: its lines, and the files in the spool that are not needed any more. */
export type Adopted = { readonly lines: readonly string[]; readonly spent: readonly string[] }

/** Turns the text of a spooled log into lines of the log, in the order of their time, and brings their commands over. */
export function adoptLog(world: World, spool: Spool, text: Buffer): Adopted {
  const splitter = makeSplitter()
  const lines = [...splitter.split(text), ...splitter.flush()]
  // What was in the FIFO is in its order, and brings the texts of long commands along.
  if (spool.sink === 'fifo') return { lines: makeInbox(world)(lines), spent: [] }
  const starters = findStarters(world)
  const adopted = sortByTime(lines.flatMap(parseLine)).map((entry) =>
    adoptEntry(world, spool, starters, entry),
  )
  return {
    lines: adopted.map(({ line }) => line),
    spent: adopted.flatMap(({ spent }) => (spent ? [spent] : [])),
  }
}

type AdoptedEntry = { readonly line: string; readonly spent?: string }

function adoptEntry(world: World, spool: Spool, { recall }: Starters, entry: Entry): AdoptedEntry {
  const { sink } = spool
  if (entry.kind !== 'record') return { line: markEntry(entry, sink) }
  const starter = recall(entry.record)
  const name = entry.record.command_file
  if (name === undefined) return { line: markEntry(entry, sink, { starter }) }
  // A name of its own: a spooled line must not pass off the command of another one.
  const command_file = `${sink}-${name}`
  const spent = adoptCommand(world, spool, name, command_file)
  const line = markEntry(entry, sink, { starter, command_file })
  return spent === undefined ? { line } : { line, spent }
}

function adoptCommand(world: World, spool: Spool, from: string, to: string): string | undefined {
  if (!isCommandFile(from)) return undefined
  const file = join(spool.path, AUDIT.commands, from)
  const bytes = readSpooled(world, file)
  if (!Buffer.isBuffer(bytes)) return undefined
  try {
    writeFileSync(join(world.places.state, AUDIT.commands, to), bytes, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    // A reader that died has brought it over already.
    if (nameError(error) !== 'EEXIST') throw error
  }
  return file
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
