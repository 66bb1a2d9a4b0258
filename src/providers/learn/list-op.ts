import type { Op } from '../../plan/op.js'
import type { Mark } from './marks.js'
import type { Ground, Seen } from './seen.js'

/**
 * What a tool did to a list, where it put entries in front of it or behind it and nothing else: `first` and `last` are the mark's
 * own ends. Undefined for everything else, and for a list that an empty element would be left in.
 */
export function findListOp(seen: Seen, mark: Mark, ground: Ground): Op | undefined {
  const { name, unset, empty, marked = '' } = seen
  if (mark.first === undefined || unset === undefined || unset !== empty) return undefined
  const split = splitAround(marked, mark)
  if (!split) return undefined
  const { front, behind, moved } = split
  const known = ground.repeat(name) ?? (moved ? 'move' : 'again')
  const repeat = known === 'move' ? undefined : known
  const common = { name, from: ground.from, ...(repeat ? { repeat } : {}) }
  const isClean = (entries: readonly string[]) => entries.length > 0 && !entries.includes('')
  if (behind.length === 0 && isClean(front) && unset === front.join(':'))
    return { kind: 'prepend', ...common, entries: front.map(toEntry) }
  const isBehind = front.length === 0 && isClean(behind) && unset === behind.join(':')
  if (!isBehind || moved) return undefined
  const { repeat: _, ...others } = common
  return {
    kind: 'append',
    ...others,
    ...(repeat === 'again' ? { repeat } : {}),
    entries: behind.map(toEntry),
  }
}

/** The entries in front of a mark and behind it; `moved` where the tool has taken them from within it. */
export function splitAround(
  value: string,
  mark: Mark,
): { front: readonly string[]; behind: readonly string[]; moved: boolean } | undefined {
  const entries = value.split(':')
  const inner = mark.value.split(':')
  const [first = '', last = ''] = [inner[0], inner.at(-1)]
  const [from, to] = [entries.indexOf(first), entries.lastIndexOf(last)]
  if (from < 0 || to < from) return undefined
  const [front, behind] = [entries.slice(0, from), entries.slice(to + 1)]
  const middle = entries.slice(from, to + 1)
  if (middle.join(':') === mark.value) return { front, behind, moved: false }
  const added = new Set([...front, ...behind])
  const isMoved = middle.join(':') === inner.filter((entry) => !added.has(entry)).join(':')
  return isMoved ? { front, behind, moved: true } : undefined
}

function toEntry(text: string) {
  return [{ kind: 'text', text } as const]
}
