import { encodeText } from '../../read/bytes.js'
import { parseObject } from '../../read/record.js'

/** A piece of the whole text of a long command, as shells/record/record.sh sends it ahead of the command's line. */
export type Piece = { readonly name: string; readonly bytes: Buffer }

/** Pieces that wait for their line. */
export type Texts = {
  readonly add: (piece: Piece) => void
  /** The text of that name so far, which is then forgotten. */
  readonly take: (name: string) => Buffer | undefined
}

/** As much may wait: a command that sends pieces and no line must not fill the memory. */
const MAX_BYTES = 64 * 1024 * 1024

/** What a piece costs besides its bytes, so that empty ones are not free. */
const OVERHEAD = 512

/** The piece that a line holds, if it holds one. */
export function parsePiece(line: string): Piece | undefined {
  if (!line.startsWith('{"command_file":')) return undefined
  const { command_file: name, text } = parseObject(line) ?? {}
  if (typeof name !== 'string' || typeof text !== 'string') return undefined
  return { name, bytes: encodeText(text) }
}

/** Nothing waits yet; what has waited longest is dropped where there is too much. */
export function makeTexts(limit = MAX_BYTES): Texts {
  const waiting = new Map<string, Buffer[]>()
  let size = 0
  const take = (name: string) => {
    const pieces = waiting.get(name)
    waiting.delete(name)
    const text = pieces && Buffer.concat(pieces)
    size -= (text?.length ?? 0) + OVERHEAD * (pieces?.length ?? 0)
    return text
  }
  const add = ({ name, bytes }: Piece) => {
    const pieces = waiting.get(name) ?? []
    pieces.push(bytes)
    waiting.set(name, pieces)
    size += bytes.length + OVERHEAD
    for (const [oldest] of waiting) {
      if (size <= limit) break
      take(oldest)
    }
  }
  return { add, take }
}
