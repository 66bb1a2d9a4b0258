import { resolve } from 'node:path'
import type { Op } from '../plan/plan.js'
import { LISTS, markOf, parseValue } from './base-marks.js'
import type { Environment } from './environment.js'
import { isReported } from './tools/bookkeeping.js'

/** What a provider made of an environment: where, and who says so. */
export type Change = {
  readonly before: Environment
  readonly after: Environment
  readonly root: string
  /** The origin of every operation. */
  readonly from: string
}

/** The operations that lead from one environment to another, whatever the command's own holds besides. */
export function diffEnvironments(change: Change): { ops: readonly Op[]; notes: readonly string[] } {
  const { before, after } = change
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  const changed = names.filter((name) => before[name] !== after[name] && isReported(name)).sort()
  return {
    ops: changed.flatMap((name) => diffVariable(change, name)),
    notes: explainPath(change),
  }
}

function diffVariable(change: Change, name: string): readonly Op[] {
  const { before, after, from } = change
  const value = after[name]
  if (name === 'PATH') return prepend(change, name, diffPath(before[name], value))
  if (value === undefined) return [{ kind: 'unset', name, from }]
  const entries = value.split(':')
  if (LISTS.includes(name) && entries.includes(markOf(name))) {
    return prepend(
      change,
      name,
      entries.filter((entry) => entry !== markOf(name)),
    )
  }
  return [{ kind: 'set', name, value: parseValue(value), from }]
}

/**
 * PATH is never replaced: what a provider put before the mark with which its PATH began stands in front, and so does what is
 * new behind it.
 */
export function diffPath(before = '', after = ''): readonly string[] {
  const base = before.split(':')
  const entries = after.split(':')
  const mark = entries.indexOf(markOf('PATH'))
  return entries.filter((entry, index) => index < mark || !base.includes(entry))
}

function prepend({ root, from }: Change, name: string, entries: readonly string[]): readonly Op[] {
  const kept = [...new Set(entries.filter((entry) => !isBroken(entry)))]
  const paths = kept.map((entry) => parseValue(name === 'PATH' ? resolve(root, entry) : entry))
  return kept.length === 0 ? [] : [{ kind: 'prepend', name, entries: paths, from }]
}

/** What a missing expansion leaves in a list. */
function isBroken(entry: string): boolean {
  return entry === '' || /^(?:\$\{?[A-Za-z_:]+\}?|%PATH%)$/.test(entry)
}

function explainPath({ before, after, from }: Change): readonly string[] {
  const path = after['PATH']
  if (path === undefined || path === before['PATH']) return []
  const entries = path.split(':')
  const broken = entries.find((entry) => entry !== '' && isBroken(entry))
  const notes = broken ? [`${from}: PATH holds a literal ${broken}; it is left out`] : []
  if (entries.includes('/usr/bin') || !before['PATH']?.split(':').includes('/usr/bin')) return notes
  return [...notes, `${from}: PATH comes without /usr/bin; what the agent has stays behind it`]
}
