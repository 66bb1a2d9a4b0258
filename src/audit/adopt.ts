import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../names.js'
import type { World } from '../world.js'
import { makeSplitter } from './lines.js'
import { codeOf } from './log-file.js'
import { type Entry, parseLine, parseObject, renderUnreadable } from './record.js'
import { readSpooled, type Spool } from './spool-folder.js'
import { isCommandFile } from './whole-command.js'

/** How the log says that a line came through a spool, which a sandboxed command can write. */
const MARK = { sink: 'spool' } as const

/** What a spooled log becomes in the log: its lines, and the files in the spool that are not needed any more. */
export type Adopted = { readonly lines: readonly string[]; readonly spent: readonly string[] }

/** Turns the text of a spooled log into lines of the log, in the order of their time, and brings their commands over. */
export function adoptLog(world: World, spool: Spool, text: Buffer): Adopted {
  const splitter = makeSplitter()
  const entries = [...splitter.split(text), ...splitter.flush()].flatMap(parseLine)
  const adopted = sortByTime(entries).map((entry) => adoptEntry(world, spool, entry))
  return {
    lines: adopted.map(({ line }) => line),
    spent: adopted.flatMap(({ spent }) => (spent ? [spent] : [])),
  }
}

type AdoptedEntry = { readonly line: string; readonly spent?: string }

/** Every line is written anew with the mark as its last member, also what is no record: torn text could hide one without it. */
function adoptEntry(world: World, spool: Spool, entry: Entry): AdoptedEntry {
  if (entry.kind === 'unreadable') return { line: renderUnreadable(entry.text, MARK).json }
  const { sink: _, ...fields } = parseObject(entry.json) ?? {}
  const name = entry.record.command_file
  if (name === undefined) return { line: JSON.stringify({ ...fields, ...MARK }) }
  // A name of its own: a spooled line must not pass off the command of another one.
  const command_file = `${MARK.sink}-${name}`
  const spent = adoptCommand(world, spool, name, command_file)
  const line = JSON.stringify({ ...fields, command_file, ...MARK })
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
    if (codeOf(error) !== 'EEXIST') throw error
  }
  return file
}

/** Text without a time stays behind the record it follows. */
function sortByTime(entries: readonly Entry[]): readonly Entry[] {
  let time = ''
  const timed = entries.map((entry) => {
    if (entry.kind === 'record') time = entry.record.time
    return { entry, time }
  })
  return timed
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ entry }) => entry)
}
