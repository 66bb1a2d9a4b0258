import { locateLog } from '../audit/read/log-file.js'
import { readEntries } from '../audit/read/read.js'
import type { AuditRecord } from '../audit/read/record.js'
import { mergeSpools } from '../audit/ship/spool.js'
import type { World } from '../system/world.js'

/** No conversation leaves more lines than this behind the first of its own. */
const NEWEST = 2_000

/** The audit lines of the commands that hold a mark, those of sandboxed ones too. */
export async function readRecords(world: World, mark: string): Promise<readonly AuditRecord[]> {
  await mergeSpools(world)
  const found: AuditRecord[] = []
  const reading = { count: NEWEST, follow: false, filter: {} }
  for await (const entries of readEntries(locateLog(world), reading)) {
    for (const entry of entries) {
      if (entry.kind === 'record' && entry.record.command.includes(mark)) found.push(entry.record)
    }
  }
  return found
}
