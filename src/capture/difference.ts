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
  const reasons = touched.map((name) => ({ name, reason: explainKept(name, after[name], names) }))
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

/** Why what a setup made of a name is not kept; undefined where it is. */
export function explainKept(
  name: string,
  value: string | undefined,
  names: readonly string[],
): string | undefined {
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
  const { front, behind } =
    name === 'PATH' ? splitPath(before ?? '', after) : splitList(name, before ?? '', after)
  if (front.length + behind.length > 0) {
    return {
      ...changes,
      ...(front.length > 0 ? { prepend: { ...changes.prepend, [name]: front } } : {}),
      ...(behind.length > 0 ? { append: { ...changes.append, [name]: behind } } : {}),
    }
  }
  return name === 'PATH' ? changes : { ...changes, set: { ...changes.set, [name]: after } }
}

/** What stands in front of a list, and what stands behind it. */
type Around = { readonly front: readonly string[]; readonly behind: readonly string[] }

/** The entries that were not in it before: behind it where all that follows is new, too. */
function splitPath(before: string, after: string): Around {
  const had = new Set(before.split(':'))
  const entries = after.split(':')
  const end = entries.findLastIndex((entry) => had.has(entry)) + 1
  const added = (some: readonly string[]) =>
    [...new Set(some)].filter((entry) => entry !== '' && !had.has(entry))
  if (end === 0) return { front: added(entries), behind: [] }
  return { front: added(entries.slice(0, end)), behind: added(entries.slice(end)) }
}

/** The entries around all that a list held before; none where it is another list now, or no list. */
function splitList(name: string, before: string, after: string): Around {
  const none = { front: [], behind: [] }
  if (!LIST.test(name)) return none
  const at = `:${after}:`.indexOf(`:${before}:`)
  if (at < 0) return none
  const split = (text: string) => text.split(':').filter((entry) => entry !== '')
  return { front: split(after.slice(0, at)), behind: split(after.slice(at + before.length)) }
}
