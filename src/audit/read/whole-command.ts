import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIT } from '../../system/names.js'
import type { World } from '../../system/world.js'
import { decodeBytes } from './bytes.js'
import type { AuditRecord } from './record.js'

/** What the file of a long command is called beside the log (ship/command-file.ts). Any other name is not followed: it could lead anywhere. */
const NAME = /^(?:spool-|fifo-)?\d[\dTZ.-]*(?:-[\da-f]{32})?\.txt$/

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
