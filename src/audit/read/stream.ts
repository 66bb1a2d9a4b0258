import type { World } from '../../system/world.js'
import { chooseColors } from '../../text/colors.js'
import type { Format } from '../show/formats/format.js'
import { FORMATS } from '../show/formats/index.js'
import { makeJoin } from './join.js'
import { locateLog } from './log-file.js'
import { type Reading, readEntries } from './read.js'
import type { AuditRecord } from './record.js'
import { readCommand } from './whole-command.js'

/** What to show of the log, and how. */
export type Showing = Reading & {
  readonly format: Format
  /** Whole commands instead of their heads. */
  readonly full: boolean
}

/** The log as text, bit by bit; '' while there is nothing new. */
export async function* streamLog(world: World, showing: Showing): AsyncGenerator<string> {
  const log = locateLog(world)
  const { count, format, full, follow } = showing
  const read = (record: AuditRecord) => readCommand(world, record)
  const readWhole = full ? read : undefined
  const view = { colors: chooseColors(world), home: world.home, readCommand: readWhole }
  const join = makeJoin(world)
  let isEmpty = count > 0
  yield format.head
  for await (const entries of readEntries(log, showing, read)) {
    isEmpty &&= entries.length === 0
    yield join(entries)
      .map((entry) => format.render(entry, view))
      .join('')
  }
  if (isEmpty && format === FORMATS.text && !follow) yield renderNothing(log, showing)
}

function renderNothing(log: string, { filter }: Showing): string {
  const isFiltered = Object.values(filter).some((wanted) => wanted !== undefined)
  return isFiltered ? `no such command in ${log}\n` : `no command was recorded yet in ${log}\n`
}
