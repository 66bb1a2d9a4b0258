import { createHash, type Hash } from 'node:crypto'
import { join } from 'node:path'
import { readOwnJson, writeOwnJson } from '../../files/own-json.js'
import { ShimError } from '../../system/errors.js'
import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import type { Finding } from './finding.js'

/** What a check saw of one log file: which file it was, and the digest of all its whole lines then. */
type Part = {
  /** SHA-256 of the first line: rotation gives the file another name and may compress it. */
  readonly first: string
  readonly lines: number
  /** Uncompressed. */
  readonly bytes: number
  readonly sha256: string
}

/** What the last check saw, the oldest file first. */
export type Checkpoint = { readonly time: string; readonly parts: readonly Part[] }

/** Compares the log with the last checkpoint while a check goes through it, and makes the next one. */
export type Tracker = {
  /** Follows one file, to be given all its blocks; the files in order, the oldest first. */
  readonly follow: (file: string) => Follower
  /** After the last file: what of the checkpoint was not met. */
  readonly end: (file: string) => readonly Finding[]
  /** The next checkpoint; undefined where the last one was not met, so that the next check says so again. */
  readonly take: (time: string) => Checkpoint | undefined
}

/** Of one file. */
export type Follower = {
  readonly add: (block: Buffer) => void
  /** At its end: is what the last check saw still its beginning? */
  readonly end: () => readonly Finding[]
}

const NEWLINE = 0x0a

/** Below the state directory. */
const FILE = 'checkpoint.json'

/** Where the last check left what it saw. */
export function locateCheckpoint(world: World): string {
  return join(world.places.state, FILE)
}

/** The last checkpoint, or undefined before the first. Throws where it is damaged or others could have written it. */
export function readCheckpoint(world: World): Checkpoint | undefined {
  const file = locateCheckpoint(world)
  const remedy = `remove it: the next \`${PROGRAM} log --verify\` makes a new one`
  const value = readOwnJson(world, file, remedy)
  if (value === undefined || isCheckpoint(value)) return value
  throw new ShimError('bad-store', `${file} is damaged`, { remedy })
}

/** Keeps a checkpoint for the next check; where the state directory cannot be written, the last one stays. */
export async function writeCheckpoint(world: World, checkpoint: Checkpoint): Promise<void> {
  try {
    await writeOwnJson(world, locateCheckpoint(world), checkpoint)
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
  }
}

/** A tracker that has seen no file yet. */
export function makeTracker(world: World, last: Checkpoint | undefined): Tracker {
  const expected = last?.parts ?? []
  const seen: Part[] = []
  let files = 0
  let isMet = true
  const report = (file: string, line: number, kind: Finding['kind'], what: string) => {
    isMet = false
    const remedy = `if that was you, remove ${locateCheckpoint(world)}`
    return [{ file, line, kind, what: `${what} when they were checked, ${last?.time}; ${remedy}` }]
  }
  return {
    follow: (file) => {
      files++
      const follower = makeFollower(expected)
      return {
        add: follower.add,
        end: () => {
          const { part, former, isSame } = follower.end()
          if (part) seen.push(part)
          if (!former || isSame) return []
          const what = `lines 1 to ${former.lines} are not what they were`
          return report(file, former.lines, 'changed', what)
        },
      }
    },
    end: (file) => {
      const met = expected.map(({ first }) => seen.some((part) => part.first === first))
      const oldest = met.indexOf(true)
      // Rotation removes the oldest files, and in time all that a check saw.
      if (oldest < 0 && files > 1) return []
      return expected
        .filter((_, index) => !met[index] && index >= oldest)
        .flatMap(({ lines }) =>
          report(file, 0, 'gone', `${lines} lines are gone that were in the log`),
        )
    },
    take: (time) => (isMet ? { time, parts: seen } : undefined),
  }
}

/** Digests a file's whole lines, and as many of its bytes as the part that begins with the same line had. */
function makeFollower(expected: readonly Part[]) {
  const hash = createHash('sha256')
  let pending: Buffer[] = []
  let first: string | undefined
  let former: Part | undefined
  let bytes = 0
  let lines = 0
  let then: string | undefined
  const update = (piece: Buffer) => {
    const left = former ? former.bytes - bytes : -1
    if (left >= 0 && left <= piece.length) {
      hash.update(piece.subarray(0, left))
      then ??= digest(hash)
      hash.update(piece.subarray(left))
    } else hash.update(piece)
    bytes += piece.length
  }
  return {
    add: (block: Buffer) => {
      const cut = block.lastIndexOf(NEWLINE) + 1
      if (cut > 0) {
        const whole = Buffer.concat([...pending, block.subarray(0, cut)])
        pending = []
        if (first === undefined) {
          first = digest(createHash('sha256').update(whole.subarray(0, whole.indexOf(NEWLINE))))
          former = expected.find((part) => part.first === first)
        }
        lines += countNewlines(whole)
        update(whole)
      }
      if (cut < block.length) pending.push(Buffer.from(block.subarray(cut)))
    },
    end: () => ({
      part: first === undefined ? undefined : { first, lines, bytes, sha256: digest(hash) },
      former,
      isSame: then === former?.sha256,
    }),
  }
}

function digest(hash: Hash): string {
  return hash.copy().digest('hex')
}

function countNewlines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (!isObject(value) || typeof value['time'] !== 'string') return false
  const { parts } = value
  return Array.isArray(parts) && parts.every(isPart)
}

function isPart(value: unknown): value is Part {
  if (!isObject(value)) return false
  const { first, sha256, lines, bytes } = value
  return (
    [first, sha256].every((one) => typeof one === 'string') &&
    [lines, bytes].every((one) => Number.isSafeInteger(one))
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
