import { OPEN_LISTS } from '../variables/open-lists.js'
import type { Op } from './plan.js'

/** Changes to an environment as plain text: nothing in them is expanded. */
export type Changes = {
  readonly set: Readonly<Record<string, string>>
  readonly unset: readonly string[]
  /** Entries in front of list variables. */
  readonly prepend: Readonly<Record<string, readonly string[]>>
  /** Entries behind them, if there are any. */
  readonly append?: Readonly<Record<string, readonly string[]>>
}

/** Changes that change nothing. */
export const NO_CHANGES: Changes = { set: {}, unset: [], prepend: {} }

/** The names that changes touch, in order. */
export function listChanged({ set, unset, prepend, append = {} }: Changes): readonly string[] {
  const lists = [prepend, append].flatMap((one) => Object.keys(one))
  return [...new Set([...Object.keys(set), ...unset, ...lists])].sort()
}

/** Changes as a layer of a plan; `from` says where they come from. */
export function toOps({ set, unset, prepend, append = {} }: Changes, from: string): readonly Op[] {
  const literal = (text: string) => (text === '' ? [] : [{ kind: 'text', text } as const])
  const lists = (kind: 'prepend' | 'append', all: Changes['prepend']) =>
    Object.entries(all).map(([name, entries]): Op => {
      const open = OPEN_LISTS.has(name) ? { open: true as const } : {}
      return { kind, name, entries: entries.map(literal), from, ...open }
    })
  return [
    ...Object.entries(set).map(([name, value]): Op => {
      return { kind: 'set', name, value: literal(value), from }
    }),
    ...lists('prepend', prepend),
    ...lists('append', append),
    ...unset.map((name): Op => ({ kind: 'unset', name, from })),
  ]
}
