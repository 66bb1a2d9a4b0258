import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../../system/names.js'
import { nameError } from '../../../system/system-error.js'
import type { World } from '../../../system/world.js'
import { markEntry } from '../../read/mark.js'
import { type Entry, parseLine } from '../../read/record.js'
import { makeStarters, type Starters } from '../../read/starter.js'
import { isCommandFile } from '../../read/whole-command.js'
import { makeTexts, parsePiece, type Texts } from './texts.js'

/** Turns the lines that come through the FIFO (shells/record/send.sh) into lines of the log. */
export type Inbox = (lines: readonly string[]) => readonly string[]

/** An inbox that holds no pieces yet: the whole text of a long command comes in pieces, before its line. */
export function makeInbox(world: World): Inbox {
  const texts = makeTexts()
  const current = makeStarters(world)
  return (lines) => {
    const starters = current()
    return lines.flatMap((line) => {
      const piece = parsePiece(line)
      if (!piece) return parseLine(line).map((entry) => receive(world, texts, starters, entry))
      texts.add(piece)
      return []
    })
  }
}

function receive(world: World, texts: Texts, { recall }: Starters, entry: Entry): string {
  if (entry.kind !== 'record') return markEntry(entry, 'fifo')
  const starter = recall(entry.record)
  const name = entry.record.command_file
  if (name === undefined || !isCommandFile(name)) return markEntry(entry, 'fifo', { starter })
  const text = texts.take(name)
  // A name that leads nowhere: the line must not pass off the command of another one.
  const command_file = text ? keepText(world, name, text) : `fifo-${name}`
  return markEntry(entry, 'fifo', { starter, command_file })
}

/** Never a file that is there already: whoever writes to the FIFO must not change what was recorded. */
function keepText({ places }: World, name: string, text: Buffer): string {
  for (let copy = 0; ; copy++) {
    const file = `fifo-${copy ? name.replace(/\.txt$/, `-${copy}.txt`) : name}`
    try {
      writeFileSync(join(places.state, AUDIT.commands, file), text, { flag: 'wx', mode: 0o600 })
      return file
    } catch (error) {
      // The line counts more than its text: without a file it is as if that had been lost.
      if (nameError(error) !== 'EEXIST') return file
    }
  }
}
