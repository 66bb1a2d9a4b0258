import { escapeJson } from '../../../text/terminal.js'
import type { EndRecord } from '../../read/end.js'
import type { Entry } from '../../read/record.js'
import type { View } from '../render.js'
import {
  dropEmpty,
  listAttributes,
  listEnd,
  listGap,
  tellCommand,
  timeOf,
  UNREADABLE,
  type Value,
} from './attributes.js'
import type { Format } from './format.js'

/**
 * OpenTelemetry: OTLP's JSON, one export request a line, as the collector's file receiver (otlpjsonfile) reads it.
 * Names: semantic conventions 1.37, `process` and `gen_ai`. https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/
 */
export const otel: Format = { form: 'json', head: '', render: renderOtel }

/** INFO, WARN and ERROR of the log data model. */
const SEVERITY = {
  record: [9, 'INFO'],
  end: [9, 'INFO'],
  gap: [13, 'WARN'],
  unreadable: [17, 'ERROR'],
} as const

const EVENT = { record: 'exec', end: 'exit', gap: 'gap', unreadable: 'unreadable' } as const

function renderOtel(entry: Entry, view: View): string {
  const time = timeOf(entry)
  const [severityNumber, severityText] = SEVERITY[entry.kind]
  const record = {
    ...(time !== undefined && { timeUnixNano: toNanoseconds(time) }),
    severityNumber,
    severityText,
    eventName: `codex_env_shim.${EVENT[entry.kind]}`,
    attributes: Object.entries(describe(entry, view)).map(renderAttribute),
  }
  const service = renderAttribute(['service.name', 'codex-env-shim'])
  const request = {
    resourceLogs: [
      {
        resource: { attributes: [service] },
        scopeLogs: [{ scope: { name: 'codex-env-shim.audit' }, logRecords: [record] }],
      },
    ],
  }
  return `${escapeJson(JSON.stringify(request))}\n`
}

function describe(entry: Entry, view: View): Readonly<Record<string, Value>> {
  if (entry.kind === 'unreadable') return dropEmpty({ [UNREADABLE]: entry.text })
  if (entry.kind === 'gap') return listGap(entry.gap)
  if (entry.kind === 'end') return describeEnd(entry.end)
  const { record } = entry
  return {
    ...dropEmpty({
      'process.parent_pid': record.ppid,
      'process.executable.path': record.argv[0],
      'process.command_args': record.argv,
      'process.args_count': record.argv.length,
      'gen_ai.agent.name': record.agent,
      'gen_ai.conversation.id': record.thread,
      'gen_ai.tool.call.id': record.tool_call,
      'session.id': record.session,
    }),
    ...listAttributes(record, tellCommand(record, view)),
  }
}

function describeEnd(end: EndRecord): Readonly<Record<string, Value>> {
  return {
    ...dropEmpty({
      'process.exit.code': end.exit,
      'gen_ai.agent.name': end.agent,
      'gen_ai.conversation.id': end.thread,
      'gen_ai.tool.call.id': end.tool_call,
      'session.id': end.session,
    }),
    ...listEnd(end),
  }
}

/** RFC 3339 with microseconds as nanoseconds since 1970; as text, for JSON's numbers cannot hold it. */
function toNanoseconds(time: string): string {
  const micros = /\.(\d{1,6})/.exec(time)?.[1]?.padEnd(6, '0') ?? '000000'
  const seconds = Math.floor(Date.parse(time) / 1000)
  return Number.isNaN(seconds) ? '0' : `${seconds}${micros}000`
}

function renderAttribute([key, value]: readonly [string, Value]) {
  if (typeof value === 'number') {
    return {
      key,
      value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value },
    }
  }
  if (typeof value === 'string') return { key, value: { stringValue: value } }
  const values = value.map((stringValue) => ({ stringValue }))
  return { key, value: { arrayValue: { values } } }
}
