import { KEEP, type Row } from '../../plan/choose.js'
import type { Template } from '../../plan/expansion.js'
import { constant } from './infer.js'
import { type Mark, makeMarks } from './marks.js'
import { describeOpen, type Open } from './notes.js'
import { type Around, splitPath } from './path.js'
import type { Ground, Learned, Seen } from './seen.js'
import type { PathLesson, Reply, Study } from './study.js'

/** What differs although no mark is seen in it. */
export type Strange = {
  readonly marks: readonly Mark[]
  readonly reply: Reply
  readonly seen: readonly Seen[]
  readonly strange: readonly Seen[]
  readonly ground: Ground
  readonly path: PathLesson
}

type Decided = {
  readonly learned: ReadonlyMap<string, Learned>
  readonly notes: readonly string[]
}

/**
 * Finds out why a variable differs: it is made anew each time, or one other variable decides. The one is found by halves, and
 * believed only if it comes to the same with another value.
 */
export async function findDecisive(study: Study, strange: Strange): Promise<Decided> {
  const again = await study.asking.ask({})
  const { ground } = strange
  const volatile = strange.strange.filter(({ name, unset }) => again.after[name] !== unset)
  const rest = strange.strange.filter((one) => !volatile.includes(one))
  const fixed = volatile.map((one) => [one.name, constant(one, ground)] as const)
  const open: readonly Open[] = volatile.map(({ name }) => ({ name, why: 'volatile' }))
  const notes = describeOpen(ground.from, open)
  const isOpen = strange.path.open && again.after['PATH'] === study.first.after['PATH']
  const [sample] = rest
  const differs = sample
    ? (reply: Reply) => reply.after[sample.name] !== sample.unset
    : isOpen && strange.path.marked
      ? (reply: Reply) => !isSamePath(study, reply)
      : undefined
  if (!differs) return { learned: new Map(fixed), notes }
  const name = await searchByHalves(study, strange.marks, differs)
  const learned = name === undefined ? [] : await confirm(study, strange, name, rest)
  return { learned: new Map([...fixed, ...learned]), notes }
}

/** The one mark without which nothing differs; undefined where it takes several. */
async function searchByHalves(
  { asking }: Study,
  marks: readonly Mark[],
  differs: (reply: Reply) => boolean,
): Promise<string | undefined> {
  let left = marks
  while (left.length > 1) {
    const half = left.slice(0, Math.ceil(left.length / 2))
    const reply = await asking.ask(toEnvironment(half))
    left = differs(reply) ? half : left.slice(half.length)
  }
  return left[0]?.name
}

/** Asks with that variable alone and another value: what differs then depends on it. */
async function confirm(
  study: Study,
  { seen, marks, ground, path }: Strange,
  name: string,
  strange: readonly Seen[],
): Promise<readonly (readonly [string, Learned])[]> {
  const { scene, asking, first } = study
  const at = marks.findIndex((mark) => mark.name === name)
  const others = makeMarks([name, name], first.after, { place: scene.marks, held: false })
  const other = others.find(({ value }) => value !== marks[at]?.value)
  if (!other) return []
  const reply = await asking.ask({ [name]: other.value })
  const depends = (one: Seen) => one.name !== name && reply.after[one.name] !== one.unset
  const literal = strange.filter((one) => reply.after[one.name] === one.marked)
  const keeping = seen.filter(
    (one) =>
      one.name !== 'PATH' &&
      !strange.includes(one) &&
      depends(one) &&
      reply.after[one.name] === undefined,
  )
  const choose = (one: Seen, row: Row) =>
    [
      one.name,
      {
        op: {
          kind: 'choose',
          name: one.name,
          on: name,
          unset: toRow(one.unset),
          empty: toRow(one.empty === '' ? one.unset : one.empty),
          else: row,
          from: ground.from,
        },
      },
    ] as const
  return [
    ...literal.map((one) => choose(one, toRow(one.marked))),
    ...keeping.map((one) => choose(one, KEEP)),
    ...choosePath(study, { reply, path, ground }, name, seen),
  ]
}

function choosePath(
  study: Study,
  { reply, path, ground }: { reply: Reply; path: PathLesson; ground: Ground },
  name: string,
  seen: readonly Seen[],
): readonly (readonly [string, Learned])[] {
  if (!path.open || isSamePath(study, reply)) return []
  const base = study.scene.base['PATH'] ?? ''
  const empty = seen.find((one) => one.name === 'PATH')?.empty
  const row = (around: Around): Row => {
    const value = toPathTemplate(around)
    return value.length === 1 ? KEEP : { kind: 'set', value }
  }
  return [
    [
      'PATH',
      {
        op: {
          kind: 'choose',
          name: 'PATH',
          on: name,
          unset: row(path.around),
          empty: row(splitPath(base, empty)),
          else: row(splitPath(base, reply.after['PATH'])),
          from: ground.from,
        },
      },
    ],
  ]
}

function toPathTemplate({ front, behind }: Around): Template {
  return [
    ...(front.length > 0 ? [{ kind: 'text', text: `${front.join(':')}:` } as const] : []),
    { kind: 'inherited', name: 'PATH' },
    ...(behind.length > 0 ? [{ kind: 'text', text: `:${behind.join(':')}` } as const] : []),
  ]
}

function isSamePath({ first }: Study, reply: Reply): boolean {
  return reply.after['PATH'] === first.after['PATH']
}

function toEnvironment(marks: readonly Mark[]) {
  return Object.fromEntries(marks.map(({ name, value }) => [name, value]))
}

function toRow(value: string | undefined): Row {
  if (value === undefined) return KEEP
  return { kind: 'set', value: value === '' ? [] : [{ kind: 'text', text: value }] }
}
