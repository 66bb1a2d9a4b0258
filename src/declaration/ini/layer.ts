import { parseTemplate, type Template } from '../../plan/expansion.js'
import type { Op } from '../../plan/plan.js'
import { type Entry, nameEntry, rejectEntry } from './entries.js'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const NEVER_REPLACED = 'PATH is never replaced; add to it under [path]'

/** Parses [env], [path] and [unset], in this order whatever the file's; entries of [path] are relative to `base`. */
export function parseLayer(entries: readonly Entry[], base: string | undefined): readonly Op[] {
  const of = (section: string) => entries.filter((entry) => entry.section === section)
  const unset = of('unset').map(parseUnset)
  rejectContradiction(
    [...of('env'), ...of('path')],
    unset.map(({ name }) => name),
  )
  return [...of('env').map(parseSet), ...parsePaths(of('path'), base), ...unset]
}

/** A variable's name as every shell accepts it. */
export function requireName(entry: Entry, name: string): string {
  if (NAME.test(name)) return name
  return rejectEntry(
    entry,
    `[${entry.section}] ${JSON.stringify(name)} is not a variable name`,
    'expected letters, digits and _, not beginning with a digit',
  )
}

/** Refuses `key[] =` where one value is expected, and the other way round. */
export function requireShape(entry: Entry, shape: 'list' | 'single'): void {
  if (entry.list === (shape === 'list')) return
  const expected = `${entry.key}${shape === 'list' ? '[]' : ''} = …`
  rejectEntry(entry, `${nameEntry(entry)} is of the wrong type`, `expected ${expected}`)
}

function parseSet(entry: Entry): Op {
  requireShape(entry, 'single')
  const name = requireName(entry, entry.key)
  if (name === 'PATH') rejectEntry(entry, NEVER_REPLACED)
  return { kind: 'set', name, value: parseTemplate(entry.value, entry.place), from: origin(entry) }
}

function parseUnset(entry: Entry): Op {
  if (entry.key !== 'names')
    rejectEntry(entry, `unknown key ${nameEntry(entry)}`, 'expected names[]')
  requireShape(entry, 'list')
  const name = requireName(entry, entry.value)
  if (name === 'PATH') rejectEntry(entry, NEVER_REPLACED)
  return { kind: 'unset', name, from: origin(entry) }
}

function parsePaths(entries: readonly Entry[], base: string | undefined): readonly Op[] {
  const lists = new Map<string, Entry[]>()
  for (const entry of entries) {
    requireShape(entry, 'list')
    const name = requireName(entry, entry.key)
    lists.set(name, [...(lists.get(name) ?? []), entry])
  }
  return [...lists].map(([name, list]) => ({
    kind: 'prepend',
    name,
    entries: list.map((entry) => parsePath(entry, base)),
    from: list[0] ? origin(list[0]) : '',
  }))
}

function parsePath(entry: Entry, base: string | undefined): Template {
  const { value } = entry
  const say = (what: string, remedy: string): never =>
    rejectEntry(entry, `${nameEntry(entry)}: ${what}`, remedy)
  if (value === '') say('an empty entry', 'expected a folder; the project itself is .')
  if (/^~(?:\/|$)/.test(value)) say('~ is not expanded', `write \${HOME}${value.slice(1)}`)
  const template = parseTemplate(value, entry.place)
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
