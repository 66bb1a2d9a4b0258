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
} from './attributes.js'
import type { Format } from './format.js'

/** Elastic Common Schema, with dotted keys, one JSON object a line. https://www.elastic.co/docs/reference/ecs */
export const ecs: Format = { form: 'json', head: '', render: renderEcs }

const VERSION = '8.11.0'

function renderEcs(entry: Entry, view: View): string {
  const time = timeOf(entry)
  const event = {
    ...(time !== undefined && { '@timestamp': time }),
    'ecs.version': VERSION,
    'event.module': 'codex-env-shim',
    'event.dataset': 'codex-env-shim.audit',
    ...describe(entry, view),
  }
  return `${escapeJson(JSON.stringify(event))}\n`
}

/** ECS counts a duration in nanoseconds. */
function describeEnd(end: EndRecord) {
  const { exit, seconds = 0, began, time, agent, thread, session, tool_call } = end
  return {
    'event.kind': 'event',
    'event.category': ['process'],
    'event.type': ['end'],
    'event.action': 'exit',
    'event.outcome': exit === 0 ? 'success' : 'failure',
    'event.start': began,
    'event.end': time,
    'event.duration': Math.round(seconds * 1e9),
    ...dropEmpty({
      'process.exit_code': exit,
      'codex_env_shim.agent': agent,
      'codex_env_shim.thread': thread,
      'codex_env_shim.session': session,
      'codex_env_shim.tool_call': tool_call,
    }),
    ...listEnd(end),
  }
}

function describe(entry: Entry, view: View) {
  if (entry.kind === 'unreadable') {
    const text = dropEmpty({ 'event.original': entry.text, [UNREADABLE]: entry.text })
    return { 'event.kind': 'pipeline_error', ...text }
  }
  if (entry.kind === 'gap') return { 'event.kind': 'event', ...listGap(entry.gap) }
  if (entry.kind === 'end') return describeEnd(entry.end)
  const { record } = entry
  const isRefused = record.state === 'refused'
  return {
    'event.kind': 'event',
    'event.category': ['process'],
    'event.type': [isRefused ? 'denied' : 'start'],
    'event.action': 'exec',
    ...(isRefused && { 'event.outcome': 'failure' }),
    'process.args_count': record.argv.length,
    ...dropEmpty({
      'process.args': record.argv,
      'process.parent.pid': record.ppid,
      // The agent need not be the parent: a shell or a sandbox may be between.
      ...(record.ppid === record.agent_pid && { 'process.parent.start': record.agent_started }),
      // The path itself: ECS has no `.path` below it, as OpenTelemetry has.
      'process.executable': record.argv[0],
      // ECS has no names for an agent's conversation.
      'codex_env_shim.agent': record.agent,
      'codex_env_shim.thread': record.thread,
      'codex_env_shim.session': record.session,
      'codex_env_shim.tool_call': record.tool_call,
    }),
    ...listAttributes(record, tellCommand(record, view)),
  }
}
