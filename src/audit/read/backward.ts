import { readSync } from 'node:fs'

/** A line by its bytes, which count until the next one is asked for, and where it begins in its file. */
export type RawLine = { readonly at: number; readonly bytes: Buffer }

/** Texts of which a line must hold one to be worth more than a look at its bytes. */
export type Wanted = readonly Buffer[]

/** As much is read at once. */
const BLOCK = 256 * 1024

/** Of a line that is longer, none of ours, the beginning is kept. */
const MAX_LINE = 1024 * 1024

const NEWLINE = 0x0a

/**
 * The lines of an open file before `end`, the last one first, reading no more of it than is asked for. Where `wanted` is given, plain
 * records that hold none of it are passed over without being made into anything: a log is read as fast as its bytes can be searched. It ends
 * where `isOver` says so of a line; one of each block is shown to it.
 */
export function* scanBackward(
  fd: number,
  end: number,
  wanted?: Wanted,
  isOver: (line: Buffer) => boolean = () => false,
): Generator<RawLine> {
  const buffer = Buffer.allocUnsafe(Math.min(BLOCK, end))
  for (let stop = end; stop > 0; ) {
    const start = Math.max(0, stop - BLOCK)
    const block = buffer.subarray(0, readSync(fd, buffer, 0, stop - start, start))
    const rest = yield* scanBlock(block, start, wanted)
    if (isOver(readFirstLine(block, start))) return
    if (rest === stop) {
      const line = readLongLine(fd, stop)
      yield line
      stop = line.at
    } else {
      stop = rest
    }
  }
}

/** Answers where the lines end that begin before this block. */
function* scanBlock(block: Buffer, start: number, wanted?: Wanted): Generator<RawLine, number> {
  if (wanted && hasNothing(block, start, wanted)) {
    return start === 0 ? 0 : start + block.indexOf(NEWLINE) + 1
  }
  const holds = wanted && makeFinder(block, wanted)
  // The last line of a file may lack its newline.
  let stop = block.at(-1) === NEWLINE ? block.length - 1 : block.length
  for (;;) {
    const from = stop === 0 ? 0 : block.lastIndexOf(NEWLINE, stop - 1) + 1
    if (from === 0 && start > 0) return start + Math.min(stop + 1, block.length)
    if (!holds || holds(from, stop) || !isPlain(block, from, stop)) {
      yield { at: start + from, bytes: block.subarray(from, stop) }
    }
    if (from === 0) return 0
    stop = from - 1
  }
}

function readFirstLine(block: Buffer, start: number): Buffer {
  const from = start === 0 ? 0 : block.indexOf(NEWLINE) + 1
  const stop = block.indexOf(NEWLINE, from)
  return block.subarray(from, stop < 0 ? block.length : stop)
}

/** Are all lines that begin in a block plain records that hold none of the texts? Most blocks are such, and this is quick to see. */
function hasNothing(block: Buffer, start: number, wanted: Wanted): boolean {
  for (const text of wanted) if (block.includes(text)) return false
  let from = start === 0 ? 0 : block.indexOf(NEWLINE) + 1
  if (from === 0 && start > 0) return false
  while (from < block.length) {
    const stop = block.indexOf(NEWLINE, from)
    if (!isPlain(block, from, stop < 0 ? block.length : stop)) return false
    if (stop < 0) break
    from = stop + 1
  }
  return true
}

/** Tells of lines, the last one first, whether they hold one of the texts; each text is searched for once in the whole block. */
function makeFinder(block: Buffer, wanted: Wanted): (from: number, stop: number) => boolean {
  const finders = wanted.map((text) => {
    let found = block.lastIndexOf(text)
    return (from: number, stop: number) => {
      if (found > stop) found = block.lastIndexOf(text, stop - text.length)
      return found >= from
    }
  })
  return (from, stop) => finders.some((find) => find(from, stop))
}

const [C, B, COMMA, QUOTE, OPEN, CLOSE, T] = [0x63, 0x62, 0x2c, 0x22, 0x7b, 0x7d, 0x74]

/** How a line begins; a quote within a text of a line is escaped, so where this stands within one, it was joined to a torn one. */
const BEGINNING = Buffer.from('{"time":"')

/**
 * Is a line whole, and a record or the end of one? By its ends and the name of its second member alone, `command` or `began`. A gap, or
 * text that is no record, is not.
 */
export function isPlain(bytes: Buffer, from: number, stop: number): boolean {
  if (bytes[from] !== OPEN || bytes[from + 2] !== T || bytes[stop - 1] !== CLOSE) return false
  const second = bytes[findSecond(bytes, from)]
  if (second !== C && second !== B) return false
  // The next line begins so, too: the search ends there at the latest.
  const next = bytes.indexOf(BEGINNING, from + 1)
  return next < 0 || next > stop
}

/** Is a plain line the end of a record? */
export function isPlainEnd(bytes: Buffer): boolean {
  return bytes[findSecond(bytes, 0)] === B
}

/** Where the second member's name begins, behind a time in microseconds, in milliseconds, or in seconds; -1 where it does not. */
function findSecond(bytes: Buffer, from: number): number {
  if (bytes[from + 38] === QUOTE && bytes[from + 37] === COMMA) return from + 39
  if (bytes[from + 35] === QUOTE && bytes[from + 34] === COMMA) return from + 36
  return bytes[from + 31] === QUOTE && bytes[from + 30] === COMMA ? from + 32 : -1
}

/** The line that ends at `end`, which is longer than a block. */
function readLongLine(fd: number, end: number): RawLine {
  const block = Buffer.allocUnsafe(BLOCK)
  readSync(fd, block, 0, 1, end - 1)
  const last = block[0] === NEWLINE ? end - 1 : end
  let at = 0
  for (let stop = last; stop > 0; stop = Math.max(0, stop - BLOCK)) {
    const start = Math.max(0, stop - BLOCK)
    const length = readSync(fd, block, 0, stop - start, start)
    const cut = block.subarray(0, length).lastIndexOf(NEWLINE)
    at = start + cut + 1
    if (cut >= 0) break
  }
  const bytes = Buffer.allocUnsafe(Math.min(MAX_LINE, last - at))
  return { at, bytes: bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, at)) }
}
