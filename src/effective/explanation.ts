import { locateDeclaration } from '../declaration/declaration.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { renderValue } from '../plan/op-value.js'
import { EMPTY_PLAN, type Op } from '../plan/plan.js'
import type { Environment } from '../variables/environment.js'
import { explainProtection } from '../variables/protection.js'
import { listEffective } from './effective.js'

/** One layer that touched a name, lowest first, and what came of it. */
export type Touch = {
  /** Who: the start of the environment, your settings, a project, or what else the line's file is. */
  readonly layer: string
  /** `file:line`, or '' for what was there at the start. */
  readonly from: string
  readonly outcome:
    | 'inherited'
    | 'wins'
    | 'adds'
    | 'adds behind'
    /** What it sets depends on what is there; `gives` says how, in words. */
    | 'sets'
    | 'removes'
    | 'overruled'
    | 'without effect'
    | 'protected'
    | 'refused'
  /** What it gives, as it is written; the reason where it is left alone. */
  readonly gives: string
}

/** Where the value of one name comes from. */
export type Explanation = {
  readonly name: string
  /** What a command gets; undefined where it is absent. */
  readonly value: string | undefined
  readonly touches: readonly Touch[]
}

/** What is explained: an environment, what the plan makes of it, and the files that stand for layers. */
export type Question = {
  /** In words: whose environment it starts from. */
  readonly base: string
  readonly before: Environment
  readonly after: Environment
  readonly compiled: CompiledPlan | undefined
  readonly settings: string
}

/** Explains one name, or each that the plan touches or is asked to. */
export function explain(question: Question, name: string | undefined): readonly Explanation[] {
  const plan = question.compiled?.plan ?? EMPTY_PLAN
  const touched = [...plan.provenance, ...listEffective(plan, question.before)]
  const names = name === undefined ? touched.map((one) => one.name) : [name]
  return [...new Set(names)].map((one) => explainName(question, one))
}

function explainName(question: Question, name: string): Explanation {
  const { base, before, after, compiled } = question
  const plan = compiled?.plan ?? EMPTY_PLAN
  const ops = listEffective(plan, before).filter((op) => op.name === name)
  const asked = plan.provenance.find((one) => one.name === name)?.lines ?? []
  const lines = [...new Set([...asked, ...ops.map(({ from }) => from)])]
  const replaced = ops.some(({ kind }) => kind === 'set' || kind === 'unset')
  const inherited = before[name]
  const start: readonly Touch[] =
    inherited === undefined
      ? []
      : [
          {
            layer: base,
            from: '',
            outcome: replaced ? 'overruled' : 'inherited',
            gives: inherited,
          },
        ]
  const touches = lines.flatMap((from) => describeLine(question, name, from))
  return { name, value: after[name], touches: [...start, ...touches] }
}

/** What secure mode left out of a line, and what is left of it. */
function describeLine(question: Question, name: string, from: string): readonly Touch[] {
  const plan = question.compiled?.plan ?? EMPTY_PLAN
  const isOfLine = (one: Pick<Op, 'name' | 'from'>) => one.name === name && one.from === from
  const layer = nameLayer(question, from)
  const refused = plan.ignored
    .filter((one) => one.rule === 'secure' && isOfLine(one))
    .map(({ reason }): Touch => ({ layer, from, outcome: 'refused', gives: reason }))
  const isGone = refused.length > 0 && !listEffective(plan, question.before).some(isOfLine)
  return isGone ? refused : [...refused, describeTouch(question, name, from)]
}

function describeTouch(question: Question, name: string, from: string): Touch {
  const layer = nameLayer(question, from)
  const plan = question.compiled?.plan ?? EMPTY_PLAN
  const reason = explainProtection(name)
  if (reason) return { layer, from, outcome: 'protected', gives: reason }
  const isOfLine = (one: Op) => one.name === name && one.from === from
  const op = listEffective(plan, question.before).findLast(isOfLine)
  if (!op && !plan.ops.some(isOfLine)) return { layer, from, outcome: 'overruled', gives: '' }
  if (!op) {
    return { layer, from, outcome: 'protected', gives: "the agent's network proxy is active" }
  }
  if (op.kind === 'restore' && op.name !== 'PATH' && question.before[name] !== undefined) {
    return { layer, from, outcome: 'without effect', gives: op.value }
  }
  return { layer, from, ...describeOp(op) }
}

const OUTCOMES = {
  set: 'wins',
  prepend: 'adds',
  append: 'adds behind',
  unset: 'removes',
  restore: 'wins',
  choose: 'sets',
} as const

function describeOp(op: Op): Pick<Touch, 'outcome' | 'gives'> {
  const isRejoined = op.kind === 'restore' && op.name === 'PATH'
  return { outcome: isRejoined ? 'adds' : OUTCOMES[op.kind], gives: renderValue(op) }
}

function nameLayer({ compiled, settings }: Question, from: string): string {
  const file = from.replace(/:\d+$/, '')
  if (file === settings) return 'your settings'
  if (file === locateDeclaration(compiled?.root ?? '/')) return 'this project'
  if (file.endsWith(locateDeclaration('/'))) return 'a project above'
  // Whoever is no file says who it is: `direnv (/p/.envrc)`, `overlay gpu`.
  return from.split(' (')[0] ?? from
}
