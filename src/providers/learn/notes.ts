import type { Learned } from './seen.js'

/** A variable that was not wholly learned, and why: a word of infer.ts, or that it is made anew each time. */
export type Open = {
  readonly name: string
  readonly why: NonNullable<Learned['open']> | 'volatile'
}

const WHY = {
  derived: 'is made from a value in a way that is not known',
  other: 'depends on what is set in a way that is not known',
  volatile: 'comes out differently each time',
} as const

/** A line for each kind of what could not be learned, by names only: values may be secrets. */
export function describeOpen(from: string, open: readonly Open[]): readonly string[] {
  const kinds = [...new Set(open.map(({ why }) => why))]
  return kinds.map((kind) => {
    const names = open.filter(({ why }) => why === kind).map(({ name }) => name)
    return `${from}: ${names.join(' ')} ${WHY[kind]}; what it is where nothing is set stays in the plan`
  })
}
