import { readNumber, readText } from './fields.js'

/** How a command ended: a second line, where the user's settings say `[audit] exit = true`. shells/watch/watch.bash writes it. */
export type EndRecord = {
  readonly time: string
  /** The time of the command's own line; of a line that the hook wrote, the moment before. */
  readonly began: string
  /** The process of the command's own line. */
  readonly pid: number
  /** Its status, or the signal that killed it. */
  readonly exit: number | undefined
  readonly signal: string
  readonly seconds: number | undefined
  readonly cwd: string
  readonly agent: string
  readonly thread: string
  readonly session: string
  readonly tool_call: string
  readonly project: string | undefined
  /** Absent where the hook wrote the command's line. */
  readonly state: string | undefined
  readonly sink: string
}

/** Reads one; a line that has a command is something else. */
export function readEnd(fields: Readonly<Record<string, unknown>>): EndRecord | undefined {
  const { time, began, pid, command } = fields
  if (typeof time !== 'string' || typeof began !== 'string' || typeof pid !== 'number') {
    return undefined
  }
  if (command !== undefined) return undefined
  return {
    time,
    began,
    pid,
    exit: readNumber(fields['exit']),
    signal: readText(fields['signal']) ?? '',
    seconds: readNumber(fields['seconds']),
    cwd: readText(fields['cwd']) ?? '',
    agent: readText(fields['agent']) ?? '',
    thread: readText(fields['thread']) ?? '',
    session: readText(fields['session']) ?? '',
    tool_call: readText(fields['tool_call']) ?? '',
    project: readText(fields['project']),
    state: readText(fields['state']),
    sink: readText(fields['sink']) ?? '',
  }
}

/** In words: `exit 3`, or `SIGTERM`. */
export function nameEnding({ exit, signal }: Pick<EndRecord, 'exit' | 'signal'>): string {
  return signal ? `SIG${signal}` : `exit ${exit ?? '?'}`
}

/** How long it took, with as many digits as say something. */
export function renderSeconds(seconds: number | undefined): string {
  if (seconds === undefined) return ''
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  return seconds < 100 ? `${seconds.toFixed(2)} s` : `${Math.round(seconds)} s`
}
