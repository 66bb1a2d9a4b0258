import { nameCommand } from '../capture/setup-command.js'
import type { SetupCapture, TerminalCapture } from '../capture/store.js'
import type { Captured } from '../declaration/restore.js'
import { type Changes, listChanged } from '../plan/changes.js'
import { mapTemplates } from '../plan/choose.js'
import { describeChoice, renderValue } from '../plan/op-value.js'
import type { Op } from '../plan/plan.js'
import { renderLines } from '../text/fold-lines.js'
import { isSecretName } from '../variables/name-class.js'
import { isSecret, MASK } from '../variables/secret.js'
import type { Taken } from './capture.js'

/** What there is, as `--list` shows it. */
export type Captures = {
  readonly terminal: TerminalCapture | undefined
  readonly setup: SetupCapture | undefined
}

/** The captures as text. */
export function describeCaptures({ terminal, setup }: Captures): string {
  const parts = [
    ...(terminal ? [describeTerminal(terminal)] : []),
    ...(setup ? [describeSetup(setup)] : []),
  ]
  return parts.length > 0 ? parts.join('\n') : 'nothing is captured\n'
}

/** The captures without the values that look like secrets. */
export function maskCaptures({ terminal, setup }: Captures): Captures {
  return {
    terminal: terminal && { ...terminal, variables: maskVariables(terminal.variables) },
    setup: setup && {
      ...setup,
      changes: { ...setup.changes, set: maskVariables(setup.changes.set) },
      ...(setup.ops ? { ops: setup.ops.map(maskOp) } : {}),
    },
  }
}

/** What was kept and what was left out, by names only. */
export function describeTaken({
  capture,
  leftOut,
  notes = [],
}: Taken<TerminalCapture | SetupCapture>): string {
  const names = 'variables' in capture ? Object.keys(capture.variables) : listNames(capture)
  const lines = [
    `captured ${names.length} ${names.length === 1 ? 'variable' : 'variables'}`,
    ...names.map((name) => `  ${name}`),
    ...leftOut.map(({ name, reason }) => `left out ${name}: it ${reason}`),
    ...notes.map((note) => `note: ${note}`),
  ]
  return renderLines(lines)
}

function describeTerminal({ capturedAt, how, shell, names, variables }: TerminalCapture): string {
  const origin = how === 'shell' ? `login shell ${shell}` : 'terminal'
  const added = names.length > 0 ? `, with ${names.join(' ')}` : ''
  return `${origin}, ${capturedAt}${added}\n${listValues(variables).join('')}`
}

function describeSetup({ capturedAt, root, command, changes, ops = [] }: SetupCapture): string {
  const lines = [...listChanges(changes), ...ops.map(describeOp)]
  return `${nameCommand(command)} in ${root}, ${capturedAt}\n${lines.join('')}`
}

function listNames({ changes, ops = [] }: SetupCapture): readonly string[] {
  return [...new Set([...listChanged(changes), ...ops.map(({ name }) => name)])].sort()
}

/** In words: what becomes of the variable where it is unset, empty or holds something. */
function describeOp(op: Op): string {
  return `  ${op.name}  ${describeValue(maskOp(op))}\n`
}

function describeValue(op: Op): string {
  if (op.kind === 'choose') return describeChoice(op, (value) => JSON.stringify(value))
  if (op.kind === 'unset') return 'unset'
  const where = { prepend: ' in front', append: ' behind', set: '', restore: '' }[op.kind]
  return `${JSON.stringify(renderValue(op))}${where}`
}

function maskOp(op: Op): Op {
  const isHidden = op.kind === 'set' ? isSecret(op.name, renderValue(op)) : isSecretName(op.name)
  return isHidden ? mapTemplates(op, () => [{ kind: 'text', text: MASK }]) : op
}

function listChanges({ set, unset, prepend, append = {} }: Changes): readonly string[] {
  return [
    ...listValues(set),
    ...Object.entries(prepend).map(
      ([name, entries]) => `  ${name}  ${JSON.stringify(entries.join(':'))} in front\n`,
    ),
    ...Object.entries(append).map(
      ([name, entries]) => `  ${name}  ${JSON.stringify(entries.join(':'))} behind\n`,
    ),
    ...unset.map((name) => `  ${name}  unset\n`),
  ]
}

function listValues(variables: Captured): readonly string[] {
  const shown = Object.entries(maskVariables(variables))
  return shown.map(([name, value]) => `  ${name}  ${JSON.stringify(value)}\n`)
}

function maskVariables(variables: Captured): Captured {
  const entries = Object.entries(variables)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isSecret(name, value) ? MASK : value]),
  )
}
