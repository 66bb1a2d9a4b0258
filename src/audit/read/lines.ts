import { readSync } from 'node:fs'
import { scanBackward } from './backward.js'
import { decodeBytes } from './bytes.js'

const BLOCK = 64 * 1024

/** A line longer than this is none of ours; only its beginning is kept, whatever the log holds. */
const MAX_LINE = 1024 * 1024

const NEWLINE = 0x0a

/** The lines of an open file before `end`, the last one first, reading no more of it than is asked for. */
export function* readBackward(fd: number, end: number): Generator<string> {
  for (const { bytes } of scanBackward(fd, end)) yield decodeBytes(bytes)
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
  let head: Buffer[] = []
  let size = 0
  const flush = () => {
    const line = [...joinLine(head)]
    head = []
    size = 0
    return line
  }
  const add = (piece: Buffer) => {
    if (size < MAX_LINE) head.push(piece)
    size += piece.length
  }
  const split = (block: Buffer) => {
    const lines: string[] = []
    let start = 0
    for (let cut = block.indexOf(NEWLINE); cut >= 0; cut = block.indexOf(NEWLINE, start)) {
      add(block.subarray(start, cut))
      lines.push(...flush())
      start = cut + 1
    }
    if (start < block.length) add(block.subarray(start))
    return lines
  }
  return { split, flush }
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
