import { escapeControls } from '../text/fold-lines.js'
import { isSecret, MASK } from '../variables/secret.js'
import { describeChoice, renderValue } from './op-value.js'
import type { Op } from './plan.js'

/** What an operation gives its variable, for a person to read: what looks like a secret is masked. */
export function maskValue(op: Op): string {
  const mask = (value: string) => (isSecret(op.name, value) ? MASK : value)
  return op.kind === 'choose' ? describeChoice(op, mask) : mask(renderValue(op))
}

/** The same as a person reads it in a line: a value is quoted, so that its ends can be seen; words about values are not. */
export function showValue(change: string, value: string): string {
  return change === 'choose' ? escapeControls(value) : JSON.stringify(value)
}

/** Entries of one list are put in front one after the other, so the last one is the first that a person has written. */
export function sortAsRead(ops: readonly Op[]): readonly Op[] {
  const sorted: Op[] = []
  for (const op of ops) {
    const at = sorted.findLastIndex(({ kind, name }) => kind !== 'prepend' || name !== op.name)
    if (op.kind === 'prepend') sorted.splice(at + 1, 0, op)
    else sorted.push(op)
  }
  return sorted
}
