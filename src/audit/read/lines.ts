import { readSync } from 'node:fs'
import { decodeBytes } from './bytes.js'

const BLOCK = 64 * 1024

/** A line longer than this many blocks is none of ours; only its beginning is kept, whatever the log holds. */
const MAX_BLOCKS = 16

const NEWLINE = 0x0a

/** The lines of an open file before `end`, the last one first, reading no more of it than is asked for. */
export function* readBackward(fd: number, end: number): Generator<string> {
  let tail: readonly Buffer[] = []
  let isEnd = true
  for (let at = end; at > 0; ) {
    const block = readBlock(fd, Math.max(0, at - BLOCK), Math.min(BLOCK, at))
    at = Math.max(0, at - BLOCK)
    let stop = block.length
    for (let cut = block.lastIndexOf(NEWLINE); cut >= 0; cut = lastNewline(block, cut)) {
      // What stands behind the last newline is a line only if it is something.
      if (!isEnd || cut + 1 < stop || tail.length > 0) {
        yield* joinLine([block.subarray(cut + 1, stop), ...tail])
      }
      isEnd = false
      tail = []
      stop = cut
    }
    tail = [block.subarray(0, stop), ...tail].slice(0, MAX_BLOCKS)
  }
  yield* joinLine(tail)
}

/** The blocks of an open file from `start` up to its end as it is then. */
export function* readForward(fd: number, start: number, end = Infinity): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const block = readBlock(fd, at, Math.min(BLOCK, end - at))
    if (block.length === 0) return
    at += block.length
    yield block
  }
}

/** Where the last whole line before `end` ends. */
export function findLastEnd(fd: number, end: number): number {
  for (let at = end; at > 0; at = Math.max(0, at - BLOCK)) {
    const start = Math.max(0, at - BLOCK)
    const cut = readBlock(fd, start, at - start).lastIndexOf(NEWLINE)
    if (cut >= 0) return start + cut + 1
  }
  return 0
}

/** Cuts blocks into lines; what no newline has ended yet waits for the next block, or for `flush`. */
export type Splitter = {
  readonly split: (block: Buffer) => readonly string[]
  readonly flush: () => readonly string[]
}

/** A splitter that holds nothing yet. */
export function makeSplitter(): Splitter {
  let head: readonly Buffer[] = []
  const flush = () => {
    const line = [...joinLine(head)]
    head = []
    return line
  }
  const split = (block: Buffer) => {
    const lines: string[] = []
    let start = 0
    for (let cut = block.indexOf(NEWLINE); cut >= 0; cut = block.indexOf(NEWLINE, start)) {
      head = [...head, block.subarray(start, cut)]
      lines.push(...flush())
      start = cut + 1
    }
    if (start < block.length) head = [...head, block.subarray(start)].slice(0, MAX_BLOCKS)
    return lines
  }
  return { split, flush }
}

function lastNewline(block: Buffer, before: number): number {
  return before === 0 ? -1 : block.lastIndexOf(NEWLINE, before - 1)
}

/** No piece is no line; an empty one is. */
function* joinLine(pieces: readonly Buffer[]): Generator<string> {
  const [only] = pieces
  if (only) yield decodeBytes(pieces.length === 1 ? only : Buffer.concat(pieces))
}

function readBlock(fd: number, at: number, size: number): Buffer {
  const block = Buffer.allocUnsafe(size)
  return block.subarray(0, readSync(fd, block, 0, size, at))
}
