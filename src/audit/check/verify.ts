import { existsSync, fstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'
import { makeSplitter, readForward } from '../read/lines.js'
import { locateLog, openLog } from '../read/log-file.js'
import { type Entry, parseLine, parseObject } from '../read/record.js'
import { isCommandFile } from '../read/whole-command.js'
import { listRotated, readRotated } from '../ship/rotated.js'
import type { Tracker } from './checkpoint.js'
import type { Finding } from './finding.js'

/** What `log --verify` found out, so far. */
export type Verified = { readonly lines: number; readonly findings: readonly Finding[] }

/**
 * Commands note their time before they write, and any of them may have to wait for a processor in between: 300 writers on two busy cores
 * were up to half a minute late. Only what is later than that counts as moved; the checkpoint finds what was moved less far.
 */
const TOLERANCE_MS = 60_000

/** A line is looked for among as many before it; what was copied farther is out of order, too, unless the log was quiet. */
const REMEMBERED = 20_000

/** Goes through the whole log, the rotated ones first, a handful of lines at a time; never more of it is in memory. */
export async function* verifyLog(world: World, tracker: Tracker): AsyncGenerator<Verified> {
  const inspect = makeInspector(world)
  const log = locateLog(world)
  const fd = openLog(log)
  const stat = fd === undefined ? undefined : fstatSync(fd)
  for (const rotated of listRotated(log, stat)) {
    const look = inspect(basename(rotated.path))
    const follower = tracker.follow(basename(rotated.path))
    try {
      for await (const block of readRotated(rotated)) {
        follower.add(block)
        yield look(block)
      }
      yield look(undefined)
    } catch (error) {
      yield { ...look(undefined), findings: [unreadable(basename(rotated.path), nameError(error))] }
    }
    yield { lines: 0, findings: follower.end() }
  }
  if (fd !== undefined) {
    const look = inspect(AUDIT.log)
    const follower = tracker.follow(AUDIT.log)
    for (const block of readForward(fd, 0, stat?.size)) {
      follower.add(block)
      yield look(block)
    }
    yield look(undefined)
    yield { lines: 0, findings: follower.end() }
  }
  yield { lines: 0, findings: tracker.end(AUDIT.log) }
}

function unreadable(file: string, why: string): Finding {
  return { file, line: 0, kind: 'unreadable', what: `cannot be read further (${why})` }
}

type Look = (block: Buffer | undefined) => Verified

/** Keeps the newest time seen, from file to file. */
function makeInspector(world: World): (file: string) => Look {
  let newest = 0
  const recent = new Set<string>()
  const remember = (line: string) => {
    recent.add(line)
    const [oldest] = recent
    if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest)
  }
  const judge = (line: string): readonly Omit<Finding, 'file' | 'line'>[] => {
    const entries = parseLine(line)
    const [time] = entries.flatMap(timeOf)
    const isLate = time !== undefined && time < newest - TOLERANCE_MS
    newest = Math.max(newest, time ?? 0)
    const isDoubled = time !== undefined && recent.has(line)
    if (time !== undefined) remember(line)
    return [
      ...(isJoined(entries) ? [{ kind: 'torn', what: line } as const] : []),
      ...entries.flatMap((entry) => judgeEntry(world, entry)),
      ...(isDoubled ? [{ kind: 'doubled', what: describe(entries[0]) } as const] : []),
      ...(isLate ? [{ kind: 'out-of-order', what: describe(entries[0]) } as const] : []),
    ]
  }
  return (file) => {
    const splitter = makeSplitter()
    let count = 0
    return (block) => {
      const lines = block ? splitter.split(block) : splitter.flush()
      const findings = lines.flatMap((line, index) =>
        judge(line).map((finding) => ({ file, line: count + index + 1, ...finding })),
      )
      count += lines.length
      return { lines: lines.length, findings }
    }
  }
}

function judgeEntry(world: World, entry: Entry): readonly Omit<Finding, 'file' | 'line'>[] {
  if (entry.kind === 'gap') {
    const { gap, from, until } = entry.gap
    return [{ kind: 'gap', what: `${gap}, ${from} to ${until}` }]
  }
  if (entry.kind === 'unreadable') {
    return [{ kind: isTorn(entry.text) ? 'torn' : 'foreign', what: entry.text }]
  }
  if (entry.kind === 'end') return []
  const { command_file: file, command } = entry.record
  if (file === undefined) return []
  const isThere = isCommandFile(file) && existsSync(join(world.places.state, AUDIT.commands, file))
  return isThere ? [] : [{ kind: 'text-lost', what: `${file}: ${command}` }]
}

/** Whole records on one line: the newline between them was lost. */
function isJoined(entries: readonly Entry[]): boolean {
  return entries.length > 1 && entries.every(({ kind }) => kind !== 'unreadable')
}

/** Does text begin as our lines do, or end as they do, without being one? */
function isTorn(text: string): boolean {
  return text.startsWith('{"time":"') || (text.endsWith('}') && parseObject(text) === undefined)
}

/** Lines that a spool or the FIFO brought come when they come. */
function timeOf(entry: Entry): readonly number[] {
  const line = entry.kind === 'record' ? entry.record : entry.kind === 'end' ? entry.end : undefined
  if (!line || line.sink) return []
  const time = Date.parse(line.time)
  return Number.isNaN(time) ? [] : [time]
}

function describe(entry: Entry | undefined): string {
  if (entry?.kind === 'end') return `${entry.end.time} end of process ${entry.end.pid}`
  return entry?.kind === 'record' ? `${entry.record.time} ${entry.record.command}` : ''
}
