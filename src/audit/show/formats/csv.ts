import { escapeControls, isPlain } from '../../../text/fold-lines.js'
import { rejoinBytes } from '../../read/bytes.js'
import type { EndRecord } from '../../read/end.js'
import type { AuditRecord, Entry } from '../../read/record.js'
import type { View } from '../render.js'
import { tellCommand } from './attributes.js'
import type { Format } from './format.js'

const COLUMNS = [
  'time',
  'state',
  'route',
  'shell',
  'agent',
  'thread',
  'session',
  'tool_call',
  'pid',
  'ppid',
  'cwd',
  'project',
  'plan',
  'sink',
  'command',
  'problem',
  'wrap',
  'overlays',
  'overlaid',
  'refused',
  'agent_pid',
  'agent_started',
  'agent_mode',
  'agent_version',
  'agent_host',
  'began',
  'exit',
  'signal',
  'seconds',
] as const satisfies readonly (keyof AuditRecord | keyof EndRecord)[]

/** Comma-separated values (RFC 4180) with a header, for spreadsheets: one line an entry. */
export const csv: Format = {
  form: 'exact',
  head: `${COLUMNS.join(',')}\r\n`,
  render: renderCsv,
}

function renderCsv(entry: Entry, view: View): string {
  const cells = listCells(entry, view)
  return `${COLUMNS.map((column) => renderCell(cells[column] ?? '')).join(',')}\r\n`
}

type Cells = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number | undefined>>>

function listCells(entry: Entry, view: View): Cells {
  if (entry.kind === 'unreadable') return { state: 'unreadable', problem: entry.text }
  if (entry.kind === 'record') {
    return { ...entry.record, ...joinLists(entry.record), command: tellCommand(entry.record, view) }
  }
  if (entry.kind === 'end') return { ...entry.end, state: 'ended' }
  const { time, gap, from, until, sink } = entry.gap
  return { time, state: 'gap', sink, problem: `${gap}, ${from} to ${until}` }
}

/** A cell holds one text: the words of a list with spaces between. */
function joinLists({ wrap, overlays, overlaid, refused }: AuditRecord) {
  const join = (list: readonly string[]) => list.join(' ')
  return {
    wrap: join(wrap),
    overlays: join(overlays),
    overlaid: join(overlaid),
    refused: join(refused),
  }
}

/**
 * A spreadsheet takes what begins so for a formula (OWASP, CSV injection): an apostrophe makes it text. Some do so behind blanks and
 * quotes of any script, and read the wide and the small form of a sign as the sign.
 */
const FORMULA = /^[\p{Z}\s'"`´‘’“”‚„«»‹›＇＂]*[=+\-@＝＋－＠﹦﹢﹣﹫−]/u

function renderCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const shown = isPlain(value) ? value : escapeControls(rejoinBytes(value))
  const text = shown.replace(FORMULA, "'$&")
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
