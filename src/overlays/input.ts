import { parseEnv } from 'node:util'
import { type Changes, listChanged, NO_CHANGES } from '../plan/changes.js'
import { isCodePath } from '../secure/search-path.js'
import { ShimError } from '../system/errors.js'
import { explainProtection } from '../variables/protection.js'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const EXPECTED_NAME = 'expected letters, digits and _, not beginning with a digit'

/** Parses `NAME=value` words. */
export function parseAssignments(words: readonly string[]): Changes {
  return { ...NO_CHANGES, set: Object.fromEntries(words.map((word) => split(word, 'value'))) }
}

/** Parses `NAME=entry` words, each an entry to put in front of a list or behind it, in their order. */
export function parseEntries(words: readonly string[], where: 'prepend' | 'append'): Changes {
  const lists: Record<string, readonly string[]> = {}
  for (const [name, entry] of words.map((word) => split(word, 'entry'))) {
    lists[name] = [...(lists[name] ?? []), ...entry.split(':').filter((one) => one !== '')]
  }
  return words.length > 0 ? { ...NO_CHANGES, [where]: lists } : NO_CHANGES
}

/** Parses the text of an .env file as Node does (`node --env-file`): nothing in it is expanded or run. */
export function parseDotenv(text: string): Changes {
  const set = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return { ...NO_CHANGES, set: Object.fromEntries(set) }
}

/** Parses `{"A": "text", "B": null, "PATH": ["/front"], "MANPATH": {"append": ["/behind"]}}`: set, unset, put in front, behind. */
export function parseJson(text: string): Changes {
  const members = Object.entries(parseObject(text))
  const bad = members.find(([, value]) => !isValue(value))
  if (bad) reject(`${bad[0]}: expected a text, null, a list of texts or {"append": […]}`)
  const of = <Value>(is: (value: unknown) => value is Value) =>
    members.flatMap(([name, value]) => (is(value) ? [[name, value] as const] : []))
  const behind = of(isBehind).map(([name, { append }]) => [name, append] as const)
  return {
    set: Object.fromEntries(of(isText)),
    unset: of(isNull).map(([name]) => name),
    prepend: Object.fromEntries(of(isList)),
    ...(behind.length > 0 ? { append: Object.fromEntries(behind) } : {}),
  }
}

/** Refuses changes that could never count, each with its reason. */
export function requireChangeable(changes: Changes): Changes {
  for (const name of listChanged(changes)) {
    if (!NAME.test(name)) reject(`${JSON.stringify(name)} is not a variable name`, EXPECTED_NAME)
    const reason = explainProtection(name)
    if (reason) reject(`${name} keeps the agent's value: ${reason}`)
  }
  if ('PATH' in changes.set || changes.unset.includes('PATH')) {
    reject(
      'PATH is never replaced',
      'put folders in front of it: --prepend PATH=/folder; or behind it: --append PATH=/folder',
    )
  }
  requireWholePaths(changes)
  const lists = [...Object.values(changes.prepend), ...Object.values(changes.append ?? {})]
  const values = [...Object.values(changes.set), ...lists.flat()]
  if (values.some((value) => value.includes('\0'))) reject('a value holds a NUL')
  return changes
}

/** A relative entry would be another folder in each command's directory, whatever was meant. */
function requireWholePaths({ prepend, append = {} }: Changes): void {
  for (const [name, entries] of [...Object.entries(prepend), ...Object.entries(append)]) {
    const relative = entries.find((entry) => !entry.startsWith('/'))
    if (relative === undefined || !isCodePath(name)) continue
    const what = `${JSON.stringify(relative)} is relative to the working directory of each command`
    reject(`${name}: ${what}`, 'give the whole path, from / on')
  }
}

function split(word: string, what: string): readonly [string, string] {
  const at = word.indexOf('=')
  if (at < 1) reject(`${JSON.stringify(word)} is no assignment`, `expected NAME=${what}`)
  return [word.slice(0, at), word.slice(at + 1)]
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Said below, as for any other text that is no object.
  }
  return reject('stdin is no JSON object', 'expected {"NAME": "value", "GONE": null}')
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNull = (value: unknown): value is null => value === null
const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isBehind = (value: unknown): value is { readonly append: string[] } =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'append' &&
  'append' in value &&
  isList(value.append)
const isValue = (value: unknown) =>
  isText(value) || isNull(value) || isList(value) || isBehind(value)

function reject(what: string, remedy?: string): never {
  throw new ShimError('usage', what, remedy ? { remedy } : {})
}
