import type { Op } from './plan.js'

/** Changes to an environment as plain text: nothing in them is expanded. */
export type Changes = {
  readonly set: Readonly<Record<string, string>>
  readonly unset: readonly string[]
  /** Entries in front of list variables. */
  readonly prepend: Readonly<Record<string, readonly string[]>>
}

/** Changes that change nothing. */
export const NO_CHANGES: Changes = { set: {}, unset: [], prepend: {} }

/** The names that changes touch, in order. */
export function listChanged({ set, unset, prepend }: Changes): readonly string[] {
  return [...new Set([...Object.keys(set), ...unset, ...Object.keys(prepend)])].sort()
}

/** Changes as a layer of a plan; `from` says where they come from. */
export function toOps({ set, unset, prepend }: Changes, from: string): readonly Op[] {
  const literal = (text: string) => (text === '' ? [] : [{ kind: 'text', text } as const])
  return [
    ...Object.entries(set).map(([name, value]): Op => {
      return { kind: 'set', name, value: literal(value), from }
    }),
    ...Object.entries(prepend).map(([name, entries]): Op => {
      return { kind: 'prepend', name, entries: entries.map(literal), from }
    }),
    ...unset.map((name): Op => ({ kind: 'unset', name, from })),
  ]
}
