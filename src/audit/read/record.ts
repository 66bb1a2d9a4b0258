import { type EndRecord, readEnd } from './end.js'
import { readNumber, readText } from './fields.js'
import type { StarterMembers } from './starter-members.js'

/** One line of the audit log: one command. docs/audit.md says what each field means; shells/record/ writes them. */
export type AuditRecord = StarterMembers & {
  readonly time: string
  readonly command: string
  /** The name of the file that holds the whole command, where `command` is only its head. */
  readonly command_file: string | undefined
  readonly command_bytes: number | undefined
  readonly argv: readonly string[]
  readonly cwd: string
  readonly shell: string
  readonly route: string
  readonly pid: number | undefined
  readonly ppid: number | undefined
  readonly agent: string
  readonly thread: string
  readonly session: string
  readonly tool_call: string
  readonly project: string | undefined
  readonly plan: string | undefined
  readonly state: string
  readonly set: readonly string[]
  readonly prepended: readonly string[]
  readonly removed: readonly string[]
  readonly restored: readonly string[]
  readonly protected: readonly string[]
  /** Some names of these five lists were left out. */
  readonly names_cut: boolean
  /** What secure mode left out. */
  readonly refused: readonly string[]
  /** The program in which the command ran, and its arguments. */
  readonly wrap: readonly string[]
  /** The agent whose own text around the command was cut off. */
  readonly wrapper: string
  readonly overlays: readonly string[]
  readonly overlaid: readonly string[]
  readonly profile_restored: string
  readonly profile_removed: string
  readonly problem: string
  /** `spool` or `fifo` where the line came through a place that a sandboxed command can write. */
  readonly sink: string
}

/** A time in which lines may be missing. */
export type GapRecord = {
  readonly time: string
  readonly gap: string
  readonly from: string
  readonly until: string
  readonly lines: number | undefined
  /** Whole texts of long commands that are missing, where some are. */
  readonly texts: number | undefined
  readonly sink: string
}

/** What stands in the log: a record, the end of one, a gap, or text that is neither. `json` is one line of JSON in any case. */
export type Entry =
  | { readonly kind: 'record'; readonly json: string; readonly record: AuditRecord }
  | { readonly kind: 'end'; readonly json: string; readonly end: EndRecord }
  | { readonly kind: 'gap'; readonly json: string; readonly gap: GapRecord }
  | { readonly kind: 'unreadable'; readonly json: string; readonly text: string }

/** The states a record can have. */
export const STATES = ['fresh', 'last-good', 'failed', 'untrusted', 'refused', 'none'] as const

/** What a line of the log holds: one entry, or more where a line that was torn is followed by whole ones. */
export function parseLine(line: string): readonly Entry[] {
  if (line === '') return []
  const whole = parseEntry(line)
  if (whole) return [whole]
  // A record's text has its quotes escaped: this can only be where another one begins.
  const pieces = line.split(/(?=\{"time":")/)
  const entries = pieces.map((piece) => parseEntry(piece) ?? renderUnreadable(piece))
  return entries.some(({ kind }) => kind === 'record' || kind === 'end')
    ? entries
    : [renderUnreadable(line)]
}

/** Text that is no record, as an entry of its own; `members` are further members of its JSON. */
export function renderUnreadable(text: string, members: Readonly<Record<string, string>> = {}) {
  return {
    kind: 'unreadable',
    json: JSON.stringify({ unreadable: text, ...members }),
    text,
  } as const
}

function parseEntry(line: string): Entry | undefined {
  const fields = parseObject(line)
  if (!fields) return undefined
  if (typeof fields['unreadable'] === 'string') {
    return { kind: 'unreadable', json: line, text: fields['unreadable'] }
  }
  const gap = readGap(fields)
  if (gap) return { kind: 'gap', json: line, gap }
  const end = readEnd(fields)
  if (end) return { kind: 'end', json: line, end }
  const record = readRecord(fields)
  return record && { kind: 'record', json: line, record }
}

type Fields = Readonly<Record<string, unknown>>

/** The members of a JSON object; nothing where the text is something else. */
export function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

function readGap({
  time,
  gap,
  from,
  until,
  lines,
  texts,
  sink,
  command,
}: Fields): GapRecord | undefined {
  if (typeof time !== 'string' || typeof gap !== 'string' || command !== undefined) return undefined
  return {
    time,
    gap,
    from: readText(from) ?? '',
    until: readText(until) ?? '',
    lines: readNumber(lines),
    texts: readNumber(texts),
    sink: readText(sink) ?? '',
  }
}

/** A line of another version may lack fields, but a record without a time or a command is none. */
function readRecord(fields: Fields): AuditRecord | undefined {
  const { time, command } = fields
  if (typeof time !== 'string' || typeof command !== 'string') return undefined
  return {
    time,
    command,
    command_file: readText(fields['command_file']),
    command_bytes: readNumber(fields['command_bytes']),
    argv: readList(fields['argv']),
    cwd: readText(fields['cwd']) ?? '',
    shell: readText(fields['shell']) ?? '',
    route: readText(fields['route']) ?? '',
    pid: readNumber(fields['pid']),
    ppid: readNumber(fields['ppid']),
    agent: readText(fields['agent']) ?? '',
    thread: readText(fields['thread']) ?? '',
    session: readText(fields['session']) ?? '',
    tool_call: readText(fields['tool_call']) ?? '',
    project: readText(fields['project']),
    plan: readText(fields['plan']),
    state: readText(fields['state']) ?? '',
    set: readList(fields['set']),
    prepended: readList(fields['prepended']),
    removed: readList(fields['removed']),
    restored: readList(fields['restored']),
    protected: readList(fields['protected']),
    names_cut: fields['names_cut'] === true,
    refused: readList(fields['refused']),
    wrap: readList(fields['wrap']),
    wrapper: readText(fields['wrapper']) ?? '',
    overlays: readList(fields['overlays']),
    overlaid: readList(fields['overlaid']),
    profile_restored: readText(fields['profile_restored']) ?? '',
    profile_removed: readText(fields['profile_removed']) ?? '',
    problem: readText(fields['problem']) ?? '',
    agent_pid: readNumber(fields['agent_pid']),
    agent_started: readText(fields['agent_started']) ?? '',
    agent_mode: readText(fields['agent_mode']) ?? '',
    agent_version: readText(fields['agent_version']) ?? '',
    agent_host: readText(fields['agent_host']) ?? '',
    sink: readText(fields['sink']) ?? '',
  }
}

function readList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
