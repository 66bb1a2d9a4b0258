import type { Item } from './item.js'

/** Kinds of change that a row tells by a badge. */
export const TOLD = ['restored', 'removed'] as const

export type Told = (typeof TOLD)[number]

/** How many names of each kind are changed for most commands: a row tells where it is otherwise. */
export type Rule = Readonly<Record<Told, number>>

/** How many names of a kind are changed for a command. */
export function countNames({ environment }: Item, kind: Told): number {
  return environment?.names.filter(({ change }) => change === kind).length ?? 0
}

/** Finds what is the rule: the number that more than half of the commands of a project have. 0 is no rule that must be told. */
export function findRule(items: readonly Item[]): Rule {
  const commands = items.filter(({ environment }) => environment !== undefined)
  const usual = (kind: Told) => {
    const groups = Map.groupBy(commands, (item) => countNames(item, kind))
    const [number] = [...groups].find(([, some]) => some.length > commands.length / 2) ?? []
    return commands.length > 1 ? (number ?? 0) : 0
  }
  return { restored: usual('restored'), removed: usual('removed') }
}

/** The rule in words, a badge for each kind of which there is one. */
export function listRule(rule: Rule): readonly (readonly [Told, string])[] {
  return TOLD.flatMap((kind) =>
    rule[kind] > 0 ? [[kind, `${rule[kind]} ${kind} unless a line says otherwise`] as const] : [],
  )
}
