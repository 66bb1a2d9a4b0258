import type { AuditRecord } from '../audit/read/record.js'
import { applyPlan } from '../effective/effective.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { EMPTY_PLAN, type Plan } from '../plan/plan.js'
import type { Environment } from '../variables/environment.js'
import type { Answer, Call } from './call.js'
import { parseSight, type Sight } from './probe.js'

/** A declared name that did not arrive as declared, and the layer that lost it. */
export type Loss = {
  readonly name: string
  readonly declared: string | undefined
  readonly arrived: string | undefined
  readonly layer: string
}

/** What came of one call. */
export type Verdict = {
  readonly title: string
  readonly outcome: 'ran' | 'refused' | 'failed'
  /** Why it did not run. */
  readonly reason: string
  /** How many names are declared. */
  readonly declared: number
  readonly losses: readonly Loss[]
  /** What the audit line says: nothing where there is none. */
  readonly route: string | undefined
  readonly state: string | undefined
  readonly ms: number | undefined
  readonly msWithout: number | undefined
}

/** What is known of one call, with the shim and without. */
export type Evidence = {
  readonly call: Call
  readonly answer: Answer | undefined
  readonly without: Answer | undefined
  readonly record: AuditRecord | undefined
  /** What is declared where the call runs. */
  readonly compiled: CompiledPlan | undefined
  readonly terminal: Environment
  /** Folder of our hooks and launchers. */
  readonly shells: string
}

/** Judges one call: did everything that is declared arrive? */
export function judgeCall(evidence: Evidence): Verdict {
  const { call, answer, without, record, compiled } = evidence
  const sight = answer && parseSight(answer.text)
  const plan = compiled?.plan ?? EMPTY_PLAN
  const names = [...new Set(plan.ops.map(({ name }) => name))]
  return {
    title: call.title,
    ...judgeAnswer(call, answer, sight),
    declared: names.length,
    losses: sight ? findLosses(evidence, plan, sight, names) : [],
    route: record?.route,
    state: record?.state,
    ms: answer?.ms,
    msWithout: without?.ms,
  }
}

type Judged = Pick<Verdict, 'outcome' | 'reason'>

/** That Codex refuses a login shell where its user forbids it is no loss: the model is told, and no command runs. */
function judgeAnswer(call: Call, answer: Answer | undefined, sight: Sight | undefined): Judged {
  if (sight) return { outcome: 'ran', reason: '' }
  if (!answer) return { outcome: 'failed', reason: 'Codex never answered' }
  const [reason = ''] = answer.text.trim().split('\n')
  const isRefusal = call.login === true && answer.status === undefined && /login/i.test(reason)
  return { outcome: isRefusal ? 'refused' : 'failed', reason }
}

function findLosses(
  evidence: Evidence,
  plan: Plan,
  sight: Sight,
  names: readonly string[],
): readonly Loss[] {
  const expected = applyPlan(plan, sight.passed ?? evidence.terminal)
  return names
    .filter((name) => !isThere(name, plan, expected, sight.seen, evidence.compiled))
    .map((name) => ({
      name,
      declared: expected[name],
      arrived: sight.seen[name],
      layer: blame(evidence, sight),
    }))
}

/** Where profiles may stay, what stands behind the declared entries of a list is theirs. */
function isThere(
  name: string,
  plan: Plan,
  expected: Environment,
  seen: Environment,
  compiled: CompiledPlan | undefined,
): boolean {
  if (expected[name] === seen[name]) return true
  const lists = plan.ops.filter((op) => op.name === name)
  if (compiled?.login === 'suppress' || !lists.every(({ kind }) => kind === 'prepend')) return false
  const front = applyPlan(plan, {})[name] ?? ''
  return `${seen[name] ?? ''}:`.startsWith(`${front}:`)
}

/** The first layer on the way at which it went wrong. */
function blame({ record, shells }: Evidence, { passed }: Sight): string {
  if (record) return blameRecord(record)
  const hooks = [passed?.['BASH_ENV'], passed?.['ZDOTDIR']]
  const isPassed = hooks.some((value) => value?.startsWith(shells))
  if (passed && !isPassed) return "Codex's policy: no hook was passed to the shell"
  return 'the shell: it did not read the hook'
}

function blameRecord({ state, problem }: AuditRecord): string {
  switch (state) {
    case 'untrusted':
      return 'trust: the declaration is not allowed'
    case 'none':
      return 'the plan: nothing applied there, or it was switched off'
    case 'fresh':
      return 'something that ran after the plan was applied'
    default:
      return `the plan: ${problem || state}`
  }
}
