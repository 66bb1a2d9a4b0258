import { isRunning, nameProcess, type Session } from '../../agents/sessions.js'
import { readPastPlan } from '../../compile/plan-history.js'
import { renderValue } from '../../plan/op-value.js'
import { EMPTY_PLAN, type Op } from '../../plan/plan.js'
import type { World } from '../../system/world.js'
import type { Colors } from '../../text/colors.js'
import { escapeControls, renderLines } from '../../text/fold-lines.js'
import { isProxyName } from '../../variables/protection.js'
import { isSecret, MASK } from '../../variables/secret.js'
import { rejoinBytes } from './bytes.js'
import { type EndRecord, nameEnding, renderSeconds } from './end.js'
import type { AuditRecord } from './record.js'
import { findStarters } from './starter.js'

/** One change that a command was given. */
export type Given = {
  readonly name: string
  readonly change: Op['kind'] | 'left alone'
  readonly value: string
  readonly from: string
}

/** What one command was given, and by whom it was started. */
export type RecordExplanation = {
  readonly record: AuditRecord
  /** How it ended, where that is in the log. */
  readonly end: EndRecord | undefined
  readonly given: readonly Given[]
  /** Is the plan that it got still known? */
  readonly isKnown: boolean
  /** The process of the agent that started it. */
  readonly agent: (Session & { readonly isRunning: boolean }) | null
}

/** Finds out what a command was given: the plan of its line, value by value. */
export function explainRecord(
  world: World,
  record: AuditRecord,
  end?: EndRecord,
): RecordExplanation {
  const { project, plan: digest } = record
  const past = project && digest ? readPastPlan(world, project, digest) : undefined
  const { ops } = past?.plan ?? EMPTY_PLAN
  const changes = record.set.length + record.prepended.length + record.removed.length
  return {
    record,
    end,
    given: ops.map((op) => describeOp(op, record)),
    isKnown: past !== undefined || changes === 0,
    agent: findStarter(world, record),
  }
}

/** An explanation as text. */
export function describeRecord(explanation: RecordExplanation, colors: Colors): string {
  const { record, end, given, isKnown, agent } = explanation
  const show = (text: string) => escapeControls(rejoinBytes(text), colors.dim)
  const width = Math.max(0, ...given.map(({ name }) => name.length))
  const lines = [
    colors.bold(show(record.command)),
    `  ran         ${record.time} in ${show(record.cwd)}`,
    ...(end
      ? [`  ended       ${end.time}, ${nameEnding(end)}, after ${renderSeconds(end.seconds)}`]
      : []),
    `  by          ${describeStarter(record, agent)}`,
    `  route       ${record.route}${record.shell && `, ${record.shell}`}, process ${record.pid ?? '?'}`,
    ...describeSandbox(record),
    `  project     ${record.project ? show(record.project) : 'none: nothing was changed'}`,
    ...(record.plan ? [`  plan        ${record.plan} (${record.state})`] : []),
    ...(record.problem ? [`  problem     ${colors.yellow(show(record.problem))}`] : []),
    ...given.map(({ change, name, value, from }) => {
      const shown = value && ` ${JSON.stringify(value)}`
      return `  ${change.padEnd(10)}  ${name.padEnd(width)} ${shown}  ${colors.dim(from)}`
    }),
    ...(isKnown ? [] : [`  its plan is no longer known; the line names ${nameAll(record)}`]),
  ]
  return renderLines(lines)
}

/** An explanation for a program to read. */
export function renderRecord({ record, ...rest }: RecordExplanation): string {
  return `${JSON.stringify({ ...rest, record }, null, 2)}\n`
}

function describeOp(op: Op, record: AuditRecord): Given {
  const { name, from } = op
  const isKept = isProxyName(name) && record.protected.includes(name)
  const value = renderValue(op)
  return {
    name,
    change: isKept ? 'left alone' : op.kind,
    value: isSecret(name, value) ? MASK : value,
    from,
  }
}

function findStarter(world: World, record: AuditRecord): RecordExplanation['agent'] {
  const starter = findStarters(world).find(record)
  return starter ? { ...starter, isRunning: isRunning(world, starter) } : null
}

function describeStarter(
  { agent, ppid }: AuditRecord,
  starter: RecordExplanation['agent'],
): string {
  if (!starter) return `${agent || 'no agent that is known'}, process ${ppid ?? '?'}`
  const since = starter.isRunning ? 'running since' : 'which began'
  return `${nameProcess(starter)}, ${since} ${starter.startedAt}`
}

/** Only a sandbox that keeps a command from the log makes its line come another way. */
function describeSandbox({ sink }: AuditRecord): readonly string[] {
  if (!sink) return []
  return [`  sandbox     yes: its line came by the ${sink === 'fifo' ? 'collector' : 'spool'}`]
}

function nameAll({ set, prepended, removed }: AuditRecord): string {
  return [...set, ...prepended, ...removed].join(' ')
}
