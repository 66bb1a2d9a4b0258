import { basename, relative } from 'node:path'
import { nameProcess } from '../../agents/sessions.js'
import type { Colors } from '../../text/colors.js'
import { escapeControls } from '../../text/fold-lines.js'
import { escapeJson } from '../../text/terminal.js'
import { rejoinBytes } from '../read/bytes.js'
import { type EndRecord, nameEnding, renderSeconds } from '../read/end.js'
import { type AuditRecord, type Entry, type GapRecord, parseObject } from '../read/record.js'
import { readStarter } from '../read/starter-members.js'

/** How entries are shown to a person. */
export type View = {
  readonly colors: Colors
  readonly home: string
  /** The whole text of a command; absent where its head is enough. */
  readonly readCommand?: ((record: AuditRecord) => string | undefined) | undefined
}

/** Makes text of the log harmless. */
type Show = (text: string) => string

/** As many characters of a command are shown where its head is enough. */
const HEAD = 200

/** An entry as a person reads it: one line, which nothing in a command can break or forge. */
export function renderEntry(entry: Entry, view: View): string {
  const { colors } = view
  const show = (text: string) => escapeControls(rejoinBytes(text), colors.dim)
  if (entry.kind === 'unreadable') return `${colors.red('unreadable')}  ${show(entry.text)}\n`
  if (entry.kind === 'gap') return renderGap(entry.gap, colors, show)
  if (entry.kind === 'end') return renderEnd(entry.end, colors, show)
  const { record } = entry
  const column = (text: string) => show(text).replace(/\p{Zs}{2,}/gu, escapeSpaces)
  const route = `${record.route}${record.sink && `(${record.sink})`}`
  const columns = [
    colors.dim(column(renderTime(record.time))),
    paintState(record.state, colors)(column(record.state).padEnd(9)),
    column(route).padEnd(8),
    colors.cyan(column(renderPlace(record, view.home))),
    renderCommand(record, view, show),
  ]
  const further = view.readCommand ? listFurther(record, colors, show) : []
  return [columns.join('  '), ...further.map((line) => `    ${line}`), ''].join('\n')
}

/** What has lines of its own below a command that is shown whole. */
function listFurther(record: AuditRecord, colors: Colors, show: Show): readonly string[] {
  const { problem } = record
  const starter = readStarter(record)
  return [
    ...(starter
      ? [colors.dim(show(`by ${nameProcess(starter)}, which began ${starter.startedAt}`))]
      : []),
    ...(problem ? [colors.yellow(show(problem))] : []),
  ]
}

function renderGap(record: GapRecord, colors: Colors, show: Show) {
  const { time, gap, from, until, lines, texts, sink } = record
  const missing = `${lines} lines${texts ? ` and ${texts} whole commands` : ''} are missing`
  const count = lines === undefined ? 'lines may be missing' : missing
  const columns = [
    colors.dim(show(renderTime(time))),
    colors.red('gap'.padEnd(9)),
    show(`${gap}${sink && `(${sink})`}`),
    `${count}, ${show(renderTime(from))} to ${show(renderTime(until))}`,
  ]
  return `${columns.join('  ')}\n`
}

/** The ending of a command, found again by its time and process; what did not go well stands out. */
function renderEnd(end: EndRecord, colors: Colors, show: Show): string {
  const how = show(nameEnding(end)).padEnd(9)
  const rest = [
    `${renderSeconds(end.seconds)}${end.sink && ` (${end.sink})`}`.padEnd(8),
    `began ${renderTime(end.began)}, process ${end.pid}`,
  ]
  const columns = [
    colors.dim(show(renderTime(end.time))),
    end.exit === 0 ? colors.dim(how) : colors.red(how),
    colors.dim(show(rest.join('  '))),
  ]
  return `${columns.join('  ')}\n`
}

/** Two spaces are where a column ends: a directory's name must not end its own. */
function escapeSpaces(spaces: string): string {
  return [...spaces].map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join('')
}

/** An entry as JSON, on one line, in ASCII where other characters would not be seen or do harm on a terminal. */
export function renderJson(entry: Entry, readCommand?: View['readCommand']): string {
  return `${escapeJson(completeJson(entry, readCommand))}\n`
}

/** RFC 3339 in UTC as date and time of day where the reader is. */
function renderTime(time: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return time
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

function paintState(state: string, colors: Colors): (text: string) => string {
  switch (state) {
    case 'fresh':
      return colors.green
    case 'last-good':
    case 'untrusted':
      return colors.yellow
    case 'failed':
    case 'refused':
      return colors.red
    default:
      return colors.dim
  }
}

/** The working directory, from the project's own name on; outside a project, from the home directory on. */
function renderPlace({ cwd, project }: AuditRecord, home: string): string {
  if (project && isInside(cwd, project)) {
    return [basename(project), relative(project, cwd)].filter(Boolean).join('/') || '/'
  }
  return isInside(cwd, home) ? ['~', relative(home, cwd)].filter(Boolean).join('/') : cwd
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function renderCommand(record: AuditRecord, view: View, show: Show): string {
  const { command, command_bytes: bytes } = record
  const whole = view.readCommand?.(record)
  if (whole !== undefined) return show(whole)
  const letters = view.readCommand ? [command] : [...command.slice(0, 2 * HEAD)].slice(0, HEAD)
  const head = letters.join('')
  if (bytes === undefined && head === command) return show(command)
  const size = bytes === undefined ? '' : ` (${bytes} bytes${view.readCommand ? ', lost' : ''})`
  return `${show(head)}${view.colors.dim(`…${size}`)}`
}

function completeJson(entry: Entry, readCommand: View['readCommand']): string {
  if (entry.kind !== 'record' || entry.record.command_file === undefined) return entry.json
  const command = readCommand?.(entry.record)
  return command === undefined
    ? entry.json
    : JSON.stringify({ ...parseObject(entry.json), command })
}
