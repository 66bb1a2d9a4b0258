import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { makeSplitter } from '../read/lines.js'
import { type AuditRecord, type Entry, parseLine } from '../read/record.js'
import { isCommandFile } from '../read/whole-command.js'
import { isWrittenName } from './command-file.js'
import { type RotatedLog, readRotated } from './rotated.js'

/** A clock that is set back makes later lines older; by so much it may be before the text of a line passes for one without. */
const LEEWAY_MS = 24 * 3_600_000

/** The texts that belong to the lines of a rotated log, by their names. A line can only name what came the way that it came itself. */
export async function listTexts(log: RotatedLog): Promise<readonly string[]> {
  const names: string[] = []
  try {
    for await (const { record } of readRecords(log, '"command_file":"')) {
      const { command_file: name, sink } = record
      if (name !== undefined && isOwn(name, sink)) names.push(name)
    }
  } catch {
    // One that is torn is read as far as it goes.
  }
  return names
}

/** Removes texts of long commands. */
export function removeTexts(world: World, names: readonly string[]): void {
  for (const name of names) rmSync(join(locateTexts(world), name), { force: true })
}

/** Removes texts that are so much older than the oldest line that no line can be left that names them. */
export async function removeOrphans(world: World, oldest: RotatedLog | undefined): Promise<void> {
  const time = oldest && (await readFirstTime(oldest))
  if (time === undefined) return
  const limit = new Date(time - LEEWAY_MS).toISOString().replaceAll(':', '')
  const names = readdirSync(locateTexts(world)).filter(isCommandFile)
  removeTexts(
    world,
    names.filter((name) => name.replace(/^(?:spool|fifo)-/, '') < limit),
  )
}

function locateTexts({ places }: World): string {
  return join(places.state, AUDIT.commands)
}

function isOwn(name: string, sink: string): boolean {
  return sink === '' ? isWrittenName(name) : isCommandFile(name) && name.startsWith(`${sink}-`)
}

/** The time of the first line that no sandboxed command can have written, in milliseconds since 1970. */
async function readFirstTime(log: RotatedLog): Promise<number | undefined> {
  for await (const { record } of readRecords(log, '"time":"')) {
    const time = Date.parse(record.time)
    if (record.sink === '' && !Number.isNaN(time)) return time
  }
  return undefined
}

/** The records of the lines that hold a text. */
async function* readRecords(log: RotatedLog, text: string): AsyncGenerator<RecordEntry> {
  const splitter = makeSplitter()
  for await (const block of readRotated(log)) {
    for (const line of splitter.split(block)) {
      if (line.includes(text)) yield* parseLine(line).filter(isRecord)
    }
  }
}

type RecordEntry = { readonly record: AuditRecord }

function isRecord(entry: Entry): entry is Extract<Entry, { readonly kind: 'record' }> {
  return entry.kind === 'record'
}
