import type { Match, Op } from '../../plan/op.js'
import { ShimError } from '../../system/errors.js'
import type { Environment } from '../environment.js'
import type { Contribution, Scene } from '../provider.js'
import { arrangeOps } from './arrange.js'
import { findDecisive } from './decisive.js'
import { inferOp } from './infer.js'
import { mentionsMark } from './marked.js'
import { type Mark, makeMarks, markPath } from './marks.js'
import { listMarkable, listTouched } from './names.js'
import { describeOpen } from './notes.js'
import { inferOnce } from './once.js'
import { type Around, explainPath, splitMarkedPath, splitPath, toPathOps } from './path.js'
import type { Ground, Learned, Repeat, Seen } from './seen.js'
import type { Asking, Lesson, PathLesson, Reply, Study } from './study.js'
import { readTexts, wroteBelow } from './surroundings.js'
import { applySwitch, findSwitch } from './switch.js'
import { listMentioned, readsVariables, writesFiles } from './texts.js'

export type { Asking, Reply } from './study.js'

/**
 * Learns what a tool does to any environment, by asking it in a few: where nothing is set, first, which warms its caches and leaves in
 * the user's files what it always leaves; then, side by side, where all is empty and where marks stand for the agent's values.
 */
export async function learn(scene: Scene, asking: Asking): Promise<Contribution> {
  const started = Date.now()
  const first = await asking.ask({})
  const took = Date.now() - started
  const texts = readTexts(scene.root, [...asking.files, ...first.watch])
  const reason = explainOnce(scene, texts, { started, took })
  const study = { scene, asking, first, texts }
  const learned = reason === undefined ? await learnMore(study) : inferOnce(study, reason)
  const notes = explainPath(scene.base['PATH'] ?? '', first.after['PATH'], asking.from)
  const ops = arrangeOps(learned.ops, { active: asking.active, vague: learned.vague })
  return { ops, watch: first.watch, notes: [...learned.notes, ...notes] }
}

/** Why a tool is asked once and no more: '' where once says it all, otherwise a word for the status. */
function explainOnce(
  scene: Scene,
  texts: readonly string[],
  { started, took }: { readonly started: number; readonly took: number },
): string | undefined {
  if (scene.once) return 'the declaration says probe = once'
  if (texts.length > 0 && !texts.some(readsVariables)) return ''
  if (texts.some(writesFiles) || wroteBelow(scene.root, started)) return 'it writes files'
  if (took * 2.5 > scene.patienceMs) return `it takes ${Math.round(took / 1000)} s`
  return undefined
}

async function learnMore(study: Study): Promise<Lesson> {
  try {
    return await compare(study)
  } catch (error) {
    // Without time left nothing is known; a tool that failed on a value of ours still works where there is none.
    if (!(error instanceof ShimError) || study.scene.signal.aborted) throw error
    return inferOnce(study, 'it fails where variables have other values')
  }
}

/** The marks of one probe, and what the tool made of them. */
type Probe = { readonly marks: readonly Mark[]; readonly path: Mark; readonly reply: Reply }

async function compare(study: Study): Promise<Lesson> {
  const { scene, asking, first, texts } = study
  const touched = listTouched(scene.base, first.after)
  const names = listMarkable(touched, texts.flatMap(listMentioned), scene.base)
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  const held = asking.repeat === undefined
  const gate = findSwitch(study)
  const [probe, none, shut] = await Promise.all([
    probeMarked(study, names, { held }),
    asking.ask(empty),
    gate && probeMarked(study, names, { held: false, fixed: gate }),
  ])
  const kept = held ? listKept(probe, first, scene.base['PATH']) : new Set<string>()
  const marked = kept.size > 0 ? await probeMarked(study, names, { held: false }) : probe
  const ground: Ground = {
    marks: [...marked.marks, marked.path],
    from: asking.from,
    repeat: (name) => asking.repeat ?? (kept.has(name) ? 'never' : seeRepeat(probe, name)),
  }
  const all = [...new Set([...names, ...touched, ...listTouched(scene.base, none.after)])]
  const seen = [...all, ...listTouched(withMarks(scene.base, marked), marked.reply.after)].map(
    (name): Seen => ({
      name,
      unset: first.after[name],
      empty: none.after[name],
      marked: marked.reply.after[name],
    }),
  )
  const lesson = await conclude(study, marked, ground, distinct(seen))
  if (!gate || !shut) return lesson
  return { ...lesson, ops: applySwitch(lesson.ops, gate, shut.reply, shut.marks) }
}

async function conclude(
  study: Study,
  probe: Probe,
  ground: Ground,
  seen: readonly Seen[],
): Promise<Lesson> {
  const { scene, asking, first } = study
  const others = seen.filter(({ name }) => name !== 'PATH')
  const said = mentionsMark(first.stderr, probe.marks) ? '' : probe.reply.stderr
  const learned = others.map((one) => ({ seen: one, ...distrust(one, ground, said) }))
  const path = learnPath(
    study,
    probe,
    seen.find(({ name }) => name === 'PATH'),
  )
  const strange = learned.filter(({ open }) => open === 'other').map(({ seen: one }) => one)
  const decided =
    strange.length > 0 || path.open
      ? await findDecisive(study, {
          marks: probe.marks,
          reply: probe.reply,
          seen,
          strange,
          ground,
          path,
        })
      : { learned: new Map<string, Learned>(), notes: [] as readonly string[] }
  const final = learned.map((one) => ({ ...one, ...decided.learned.get(one.seen.name) }))
  const open = final.filter((one) => one.open && !decided.learned.has(one.seen.name))
  const decidedPath = decided.learned.get('PATH')?.op
  return {
    ops: [
      ...(decidedPath ? [decidedPath] : toPathOps(path.around, scene.root, ground)),
      ...final.flatMap(({ op }) => (op && changesSomething(op) ? [op] : [])),
    ],
    notes: [
      ...describeOpen(
        asking.from,
        open.map((one) => ({ name: one.seen.name, why: one.open ?? 'other' })),
      ),
      ...decided.notes,
      ...(path.open && !decidedPath
        ? describeOpen(asking.from, [{ name: 'PATH', why: 'other' }])
        : []),
    ],
    vague: new Set(open.map((one) => one.seen.name)),
  }
}

/** A name whose mark a tool complained of says nothing of what it does with a value that it likes. */
function distrust(seen: Seen, ground: Ground, said: string): Learned {
  const own = ground.marks.find(({ name }) => name === seen.name)
  if (!own || seen.marked !== own.value || !said.includes(own.value)) return inferOp(seen, ground)
  const { op } = inferOp({ ...seen, marked: seen.unset }, { ...ground, marks: [] })
  return { ...(op ? { op } : {}), open: 'derived' }
}

function changesSomething(op: Op): boolean {
  return op.kind !== 'choose' || [op.unset, op.empty, op.else].some(({ kind }) => kind !== 'keep')
}

async function probeMarked(
  { scene, asking, first }: Study,
  names: readonly string[],
  { held, fixed }: { readonly held: boolean; readonly fixed?: Match },
): Promise<Probe> {
  const base = scene.base['PATH'] ?? ''
  const added = splitPath(base, first.after['PATH'])
  const place = scene.marks
  const marks = makeMarks(names, first.after, { place, held })
  const path = markPath(base, [...added.front, ...added.behind].join(':'), place, held)
  const given = toEnvironment([...marks, path])
  const reply = await asking.ask(fixed ? { ...given, [fixed.name]: fixed.like.join('') } : given)
  return { marks, path, reply }
}

function toEnvironment(marks: readonly Mark[]): Environment {
  return Object.fromEntries(marks.map(({ name, value }) => [name, value]))
}

function withMarks(base: Environment, { marks, path }: Probe): Environment {
  return { ...base, ...toEnvironment([...marks, path]) }
}

/** Lists that the tool extends and that came back as they were: it may have seen that its entries are there. */
function listKept(
  { marks, path, reply }: Probe,
  first: Reply,
  base: string | undefined,
): ReadonlySet<string> {
  const lists = marks.filter((mark) => mark.first !== undefined && (first.after[mark.name] ?? ''))
  const all = first.after['PATH'] === base ? lists : [...lists, path]
  const kept = all.filter(({ name, value }) => reply.after[name] === value)
  return new Set(kept.map(({ name }) => name))
}

function seeRepeat({ marks, path, reply }: Probe, name: string): Repeat | undefined {
  const mark = [...marks, path].find((one) => one.name === name)
  const split = mark?.first === undefined ? undefined : splitMarkedPath(reply.after[name], mark)
  return split ? (split.moved ? 'move' : 'again') : undefined
}

function learnPath({ scene, first }: Study, probe: Probe, seen: Seen | undefined): PathLesson {
  const base = scene.base['PATH'] ?? ''
  const around = splitPath(base, first.after['PATH'])
  const marked = splitMarkedPath(probe.reply.after['PATH'], probe.path)
  const isSame = (one: Around | undefined) =>
    one !== undefined &&
    JSON.stringify([one.front, one.behind]) === JSON.stringify([around.front, around.behind])
  const empty = splitPath(base, seen?.empty ?? first.after['PATH'])
  return {
    around,
    marked,
    open: !isSame(marked) || !isSame(empty),
  }
}

function distinct(all: readonly Seen[]): readonly Seen[] {
  return [...new Map(all.map((one) => [one.name, one])).values()].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  )
}
