import type { World } from '../../../system/world.js'
import { parseLine } from '../../read/record.js'
import { makeStarters } from '../../read/starter.js'
import { makeReception } from '../receive.js'
import { makeTexts, parsePiece } from './texts.js'

/** Turns what comes through the FIFO (shells/record/record.sh) into lines of the log. */
export type Inbox = {
  readonly receive: (lines: readonly string[]) => readonly string[]
  /** What was dropped since this was asked last, as a line of the log. */
  readonly tell: () => readonly string[]
}

/** An inbox that holds no pieces yet: the whole text of a long command comes in pieces, before its line. */
export function makeInbox(world: World): Inbox {
  const texts = makeTexts()
  const reception = makeReception(world, 'fifo')
  const current = makeStarters(world)
  const receive = (lines: readonly string[]) => {
    const starters = current()
    return lines.flatMap((line) => {
      const piece = parsePiece(line)
      if (!piece) {
        return parseLine(line).flatMap((entry) => reception.receive(entry, starters, texts.take))
      }
      texts.add(piece)
      return []
    })
  }
  return { receive, tell: reception.tell }
}
