import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import { nameError } from '../../system/system-error.js'
import type { World } from '../../system/world.js'
import type { Sink } from '../read/mark.js'

/** What a shell calls the file of a long command's whole text (shells/record): its time without colons, and its process. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d{6}(?:\.\d{1,9})?Z-\d{1,10}\.txt$/

/** Can a shell have written a text under this name? What a line from a sandbox names otherwise is not looked for. */
export function isWrittenName(name: string): boolean {
  return WRITTEN.test(name)
}

/** What a line is given as the name of its text where that did not come: nothing is ever called so. */
export function nameLost(sink: Sink, name: string): string {
  return isWrittenName(name) ? `${sink}-${name.replace('.txt', '-lost.txt')}` : `${sink}-lost.txt`
}

/**
 * Puts the text of a command that came from a sandbox beside the log, and answers what it is called there. Never over a text that is
 * there already, for the name is the sandbox's choice; another one of that name gets a digest into its own, so that nothing has to be
 * searched. The same text keeps its name: a reader that died has brought it over. Throws the system's error.
 */
export function keepText({ places }: World, sink: Sink, name: string, text: Buffer): string {
  const folder = join(places.state, AUDIT.commands)
  const file = `${sink}-${name}`
  if (writeNew(join(folder, file), text) || readFileSync(join(folder, file)).equals(text)) {
    return file
  }
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32)
  const other = file.replace('.txt', `-${digest}.txt`)
  writeNew(join(folder, other), text)
  return other
}

/** Half a text is none: it would pass for a whole one. */
function writeNew(file: string, text: Buffer): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (nameError(error) === 'EEXIST') return false
    rmSync(file, { force: true })
    throw error
  }
}
