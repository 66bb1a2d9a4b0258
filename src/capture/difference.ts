import { type Changes, listChanged, NO_CHANGES } from '../plan/changes.js'
import { isSecretName } from '../variables/name-class.js'
import { type Environment, explainLeftOut, type Selection } from './selection.js'

/** What a setup changed, and what of it is not kept. */
export type Difference = { readonly changes: Changes; readonly leftOut: Selection['leftOut'] }

/** Names the shell itself changes as it runs. */
const OWN = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD', 'CODEX_ENV_SHIM'])

/** Compares two environments; `names` are names that look like secrets and are to be kept all the same. */
export function compareEnvironments(
  before: Environment,
  after: Environment,
  names: readonly string[],
): Difference {
  const touched = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !OWN.has(name) && before[name] !== after[name])
    .sort()
  const reasons = touched.map((name) => ({ name, reason: explain(name, after[name], names) }))
  const leftOut = reasons.flatMap(({ name, reason }) => (reason ? [{ name, reason }] : []))
  const kept = reasons.filter(({ reason }) => !reason).map(({ name }) => name)
  const changes = kept.reduce<Changes>(
    (sum, name) => addChange(sum, name, before[name], after[name]),
    NO_CHANGES,
  )
  const lost = listChanged(changes)
  const rest = kept
    .filter((name) => !lost.includes(name))
    .map((name) => ({ name, reason: 'lost entries or changed their order, which is not repeated' }))
  return { changes, leftOut: [...leftOut, ...rest] }
}

function explain(name: string, value: string | undefined, names: readonly string[]) {
  const reason = explainLeftOut(name, value ?? '')
  if (reason || names.includes(name) || !isSecretName(name)) return reason
  return `is kept only by its whole name: --name ${name}`
}

const LIST = /(?:PATH|DIRS)$/

/** A list that has grown is extended again; PATH is never replaced, whatever became of it. */
function addChange(
  changes: Changes,
  name: string,
  before: string | undefined,
  after: string | undefined,
): Changes {
  if (after === undefined) {
    return name === 'PATH' ? changes : { ...changes, unset: [...changes.unset, name] }
  }
  const entries =
    name === 'PATH' ? listAdded(before ?? '', after) : listFront(name, before ?? '', after)
  if (entries.length > 0) {
    return { ...changes, prepend: { ...changes.prepend, [name]: entries } }
  }
  return name === 'PATH' ? changes : { ...changes, set: { ...changes.set, [name]: after } }
}

/** The entries of a list that were not in it before. */
function listAdded(before: string, after: string): readonly string[] {
  const had = new Set(before.split(':'))
  return [...new Set(after.split(':'))].filter((entry) => entry !== '' && !had.has(entry))
}

/** The entries that stand in front of all that a list held before; none where it is another list now, or no list. */
function listFront(name: string, before: string, after: string): readonly string[] {
  if (!LIST.test(name) || !after.endsWith(`:${before}`)) return []
  const front = after.slice(0, after.length - before.length - 1)
  return front.split(':').filter((entry) => entry !== '')
}
