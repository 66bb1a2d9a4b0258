import { parseTemplate, type Template } from '../../plan/expansion.js'
import type { Append, Op, Prepend } from '../../plan/plan.js'
import { OPEN_LISTS } from '../../variables/open-lists.js'
import { type Entry, nameEntry, rejectEntry } from './entries.js'
import { attempt, attemptEach, type Faults } from './faults.js'
import { suggestName, suggestNames, suggestShape } from './remedies.js'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const NEVER_REPLACED = 'PATH is never replaced; add to it under [path] or [append]'

/**
 * Parses [env], [path], [append] and [unset], in this order whatever the file's; entries of lists are relative to `base`. What is
 * wrong is kept in `faults`.
 */
export function parseLayer(
  entries: readonly Entry[],
  base: string | undefined,
  faults: Faults,
): readonly Op[] {
  const of = (section: string) => entries.filter((entry) => entry.section === section)
  const unset = attemptEach(faults, of('unset'), parseUnset)
  const names = unset.map(({ name }) => name)
  attempt(faults, () => rejectContradiction([...of('env'), ...of('path'), ...of('append')], names))
  const set = attemptEach(faults, of('env'), parseSet)
  const front = parsePaths(of('path'), base, faults)
  const behind = attemptEach(faults, of('append'), (entry) => parseAppend(entry, base))
  return [...set, ...front, ...behind, ...unset]
}

/** A variable's name as every shell accepts it. */
export function requireName(entry: Entry, name: string): string {
  if (NAME.test(name)) return name
  return rejectEntry(
    entry,
    `[${entry.section}] ${JSON.stringify(name)} is not a variable name`,
    suggestName(name),
  )
}

/** Refuses `key[] =` where one value is expected, and the other way round. */
export function requireShape(entry: Entry, shape: 'list' | 'single'): void {
  if (entry.list === (shape === 'list')) return
  rejectEntry(entry, `${nameEntry(entry)} is of the wrong type`, suggestShape(entry, shape))
}

function parseSet(entry: Entry): Op {
  requireShape(entry, 'single')
  const name = requireName(entry, entry.key)
  if (name === 'PATH') rejectEntry(entry, NEVER_REPLACED, 'write PATH[] = …, one entry a line')
  return { kind: 'set', name, value: parseValue(entry), from: origin(entry) }
}

function parseUnset(entry: Entry): Op {
  if (entry.key !== 'names')
    rejectEntry(entry, `unknown key ${nameEntry(entry)}`, suggestNames(entry))
  requireShape(entry, 'list')
  const name = requireName(entry, entry.value)
  if (name === 'PATH') rejectEntry(entry, NEVER_REPLACED)
  return { kind: 'unset', name, from: origin(entry) }
}

/** An operation for each entry, so that each has its own line; the last one is put in front first, and ends up behind the others. */
function parsePaths(
  entries: readonly Entry[],
  base: string | undefined,
  faults: Faults,
): readonly Op[] {
  const lists = new Map<string, Prepend[]>()
  for (const op of attemptEach(faults, entries, (entry) => parsePrepend(entry, base))) {
    lists.set(op.name, [op, ...(lists.get(op.name) ?? [])])
  }
  return [...lists.values()].flat()
}

function parsePrepend(entry: Entry, base: string | undefined): Prepend {
  return { kind: 'prepend', ...parseListed(entry, base) }
}

function parseAppend(entry: Entry, base: string | undefined): Append {
  return { kind: 'append', ...parseListed(entry, base) }
}

function parseListed(entry: Entry, base: string | undefined) {
  requireShape(entry, 'list')
  const name = requireName(entry, entry.key)
  const open = OPEN_LISTS.has(name) ? { open: true as const } : {}
  return { name, entries: [parsePath(entry, base)], from: origin(entry), ...open }
}

/** A value with its expansions. In single quotes nothing is a mistake: there what looks like one is meant. */
function parseValue(entry: Entry): Template {
  if (entry.quote !== "'" && /\$\{[^}]*$/.test(entry.value)) {
    rejectEntry(
      entry,
      `${nameEntry(entry)}: a \${ that is not closed`,
      "write ${NAME}; in '…' the characters are taken as they are",
    )
  }
  return parseTemplate(entry.value, entry.place)
}

function parsePath(entry: Entry, base: string | undefined): Template {
  const { value } = entry
  const say = (what: string, remedy: string): never =>
    rejectEntry(entry, `${nameEntry(entry)}: ${what}`, remedy)
  if (value === '') say('an empty entry', 'expected a folder; the project itself is .')
  if (/^~(?:\/|$)/.test(value)) say('~ is not expanded', `write \${HOME}${value.slice(1)}`)
  const template = parseValue(entry)
  const [first, ...rest] = template
  const isRelative = first?.kind === 'text' && !first.text.startsWith('/')
  if (isRelative && base === undefined) {
    say('a relative entry belongs to no project', 'begin it with / or ${HOME}/')
  }
  const path: Template = isRelative
    ? [{ kind: 'text', text: resolveRelative(base ?? '', first.text) }, ...rest]
    : template
  if (path.some((piece) => (piece.kind === 'text' ? piece.text : piece.fallback)?.includes(':'))) {
    say('an entry cannot hold a colon', 'write one entry a line')
  }
  return path
}

function resolveRelative(base: string, text: string): string {
  const inner = text.replace(/^(?:\.\/+)+/, '')
  return inner === '.' || inner === '' ? base : `${base === '/' ? '' : base}/${inner}`
}

function rejectContradiction(touched: readonly Entry[], unset: readonly string[]): void {
  const both = touched.find(({ key }) => unset.includes(key))
  if (both) rejectEntry(both, `${both.key} is both given a value and in [unset]`, 'choose one')
}

function origin({ place }: Entry): string {
  return `${place.file}:${place.line}`
}
