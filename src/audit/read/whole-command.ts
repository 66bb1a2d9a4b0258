import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { decodeBytes } from './bytes.js'
import type { AuditRecord } from './record.js'

/** What a shell calls the file of a long command. Any other name is not followed: it could lead anywhere. */
const NAME = /^(?:spool-|fifo-)?[\dTZ.-]+\.txt$/

/** Can this be the file of a long command? */
export function isCommandFile(name: string): boolean {
  return NAME.test(name)
}

/** The whole text of a record's command; nothing where its file is gone. */
export function readCommand(world: World, record: AuditRecord): string | undefined {
  const { command, command_file: file } = record
  if (file === undefined) return command
  if (!isCommandFile(file)) return undefined
  try {
    return decodeBytes(readFileSync(join(world.places.state, AUDIT.commands, file)))
  } catch {
    return undefined
  }
}
