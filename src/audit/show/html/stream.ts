import { readVersion } from '../../../system/version.js'
import type { World } from '../../../system/world.js'
import { escapeJson } from '../../../text/terminal.js'
import { makeJoin } from '../../read/join.js'
import { locateLog } from '../../read/log-file.js'
import { readEntries } from '../../read/read.js'
import type { AuditRecord } from '../../read/record.js'
import type { Showing } from '../../read/stream.js'
import { readCommand } from '../../read/whole-command.js'
import type { PageAbout } from './data.js'
import { readDocument } from './document.js'
import { describeEntry } from './entry.js'
import { collectEnvironments } from './environments.js'

/** The log as a page for a browser, bit by bit; `verdict` is what is known of the whole of it. */
export async function* streamPage(
  world: World,
  showing: Showing,
  verdict?: string,
): AsyncGenerator<string> {
  const { head, tail } = readDocument()
  const environments = collectEnvironments(world)
  const read = (record: AuditRecord) => readCommand(world, record)
  const view = showing.full ? read : undefined
  const join = makeJoin(world)
  let count = 0
  yield `${head}{"about":${renderInert(describePage(world, showing, verdict))},\n"entries":[`
  for await (const entries of readEntries(locateLog(world), { ...showing, follow: false }, read)) {
    const lines = join(entries).map((entry) => {
      const place = entry.kind === 'record' ? environments.place(entry.record) : undefined
      count += 1
      return `${count === 1 ? '' : ','}\n${renderInert(describeEntry(entry, place, view))}`
    })
    if (lines.length > 0) world.tell(`writing: ${count} lines of the log`)
    yield lines.join('')
  }
  world.tell('')
  yield `\n],\n"environments":${renderInert(environments.all())}}${tail}`
}

function describePage(
  world: World,
  { count, filter }: Showing,
  verdict: string | undefined,
): PageAbout {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${[value].flat()[0]}`],
  )
  return {
    log: locateLog(world),
    home: world.home,
    made: world.now.toISOString(),
    count: Number.isFinite(count) ? count : 0,
    filter: given.join(' '),
    host: world.host,
    user: world.env['USER'] || world.env['LOGNAME'] || `user ${world.uid}`,
    version: readVersion().version,
    ...(verdict !== undefined && { verdict }),
  }
}

/** JSON that no element can end, and in which nothing hides: a browser reads the escapes as it reads the characters. */
function renderInert(value: unknown): string {
  return escapeJson(JSON.stringify(value)).replaceAll('<', '\\u003c')
}
