import { locateSettings } from '../settings/settings.js'
import type { World } from '../system/world.js'
import { chooseColors } from '../text/colors.js'
import { type Difference, diffEnvironments, type Environment } from '../variables/environment.js'
import { isSecret } from '../variables/secret.js'
import { type Explanation, explain } from './explanation.js'
import { makeShow, maskDifferences, maskEnvironment, maskExplanations } from './mask.js'
import type { Effective } from './reading.js'
import { describeDifferences, describeEnvironment, describeExplanations } from './report.js'
import { type Form, renderForm } from './text.js'

/** What was asked about an effective environment, and in which form the answer is wanted. */
export type Wish = {
  readonly diff: boolean
  /** A name to explain; true for every name that was touched. */
  readonly explain: string | boolean
  readonly form: Form | undefined
  readonly showSecrets: boolean
  readonly json: boolean
}

/** The answer as text. */
export function renderAnswer(world: World, effective: Effective, wish: Wish): string {
  if (wish.explain) return renderExplained(world, effective, wish)
  if (wish.form) return renderFormed(effective, wish.form, wish)
  const show = makeShow(wish.showSecrets)
  const differences = maskDifferences(diffEnvironments(effective.before, effective.after), show)
  const environment = maskEnvironment(effective.after, show)
  if (wish.json) return renderJson(effective, wish.diff ? { differences } : { environment })
  const colors = chooseColors(world)
  return wish.diff
    ? describeDifferences(differences, colors)
    : describeEnvironment(environment, colors)
}

function renderExplained(world: World, effective: Effective, wish: Wish): string {
  const name = typeof wish.explain === 'string' ? wish.explain : undefined
  const question = { ...effective, settings: locateSettings(world) }
  const names = maskExplanations(explain(question, name), makeShow(wish.showSecrets))
  return wish.json
    ? renderJson(effective, { names })
    : describeExplanations(names, chooseColors(world))
}

/** A form is what another program goes by, so a secret is left out rather than masked. */
function renderFormed(effective: Effective, form: Form, { diff, showSecrets }: Wish): string {
  const { before, after } = effective
  const changed = diffEnvironments(before, after)
  const names = diff
    ? changed.flatMap((one) => (one.after === undefined ? [] : [one.name]))
    : Object.keys(after)
  const [shown, hidden] = partition(
    names,
    (name) => showSecrets || !isSecret(name, after[name] ?? ''),
  )
  const removed = changed.flatMap((one) => (one.after === undefined ? [one.name] : []))
  const values = Object.fromEntries(shown.map((name) => [name, after[name] ?? '']))
  return renderForm(form, { values, removed, hidden })
}

type Findings =
  | { readonly environment: Environment }
  | { readonly differences: readonly Difference[] }
  | { readonly names: readonly Explanation[] }

function renderJson({ directory, base, compiled }: Effective, findings: Findings): string {
  const { root: project = null, digest: plan = null, state = 'none' } = compiled ?? {}
  return `${JSON.stringify({ directory, base, project, plan, state, ...findings }, null, 2)}\n`
}

function partition(
  names: readonly string[],
  isFirst: (name: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  return [names.filter(isFirst), names.filter((name) => !isFirst(name))]
}
