import { findNearest } from '../../text/nearest.js'

/** Names that other formats have for a section of ours. */
const SECTION_WORDS: Readonly<Record<string, string>> = {
  environment: 'env',
  variables: 'env',
  vars: 'env',
  set: 'env',
  export: 'env',
  paths: 'path',
  prepend: 'path',
  behind: 'append',
  suffix: 'append',
  remove: 'unset',
  use: 'providers',
  tools: 'providers',
}

/** What a section was likely meant to be, and which there are. */
export function suggestSection(name: string, known: readonly string[]): string {
  const meant = SECTION_WORDS[name.toLowerCase()] ?? findNearest(name, known)
  const all = `expected one of ${known.map((one) => `[${one}]`).join(' ')}`
  return meant && known.includes(meant) ? `did you mean [${meant}]? ${all}` : all
}

/** In a section with one list: its key, for whoever writes the bare value. */
const BARE: Readonly<Record<string, string>> = {
  path: 'PATH[]',
  append: 'PATH[]',
  unset: 'names[]',
  restore: 'names[]',
  providers: 'use[]',
  wrap: 'argv[]',
}

/** How a line that has no `=` was likely meant. */
export function suggestLine(line: string, section: string | undefined): string {
  const [first = '', second] = line.split(/\s+/)
  if (/^(?:\/\/|--|\/\*|rem$|%)/i.test(first)) return 'a comment begins with ; or #'
  if (first === 'unset' && second) return `write names[] = ${second}, under [unset]`
  if (first === 'source' || first === '.')
    return 'no shell runs in here; codex-env-shim capture -- SCRIPT keeps what a script exports'
  const setter = /^(?:set|setenv|export|use|module|prepend_path)$/.exec(first)
  if (first === 'use' && second) return `write use[] = ${second}, under [providers]`
  if (first === 'module') return 'write modules[] = NAME, under [providers]'
  if (setter && second) return `write ${second} = value, under [env]`
  const [, key] = /^([\w-]+):\s/.exec(`${line} `) ?? []
  if (key) return `write ${key} = value`
  const bare = section === undefined ? undefined : BARE[section]
  if (bare && second === undefined) return `write ${bare} = ${first}`
  if (bare) return `expected ${bare} = value, one a line`
  return 'expected NAME = value'
}

const SETTERS = /^(?:export|set|setenv|declare(?:\s+-x)?|typeset(?:\s+-x)?|local|env|ENV|\$env:)\s*/

/** How the name of a variable was likely meant, if that can be told. */
export function suggestName(name: string): string {
  const rest = 'expected letters, digits and _, not beginning with a digit'
  const bare = name.replace(SETTERS, '').replace(/^\$\{?(\w+)\}?$/, '$1')
  if (/^[A-Za-z_]\w*$/.test(bare) && bare !== name) return `write ${bare}`
  const [, listed] = /^(\w+)\s*\[.*\]$/.exec(name) ?? []
  if (listed) return `write ${listed}[]`
  const [, extended] = /^(\w+)\s*[+:?]$/.exec(name) ?? []
  if (extended)
    return `write ${extended} = \${${extended}}…, or ${extended}[] = … under [path] for a list`
  if (/^[\w*]+(?:[\s,;:]+[\w*]+)+$/.test(name)) return `one name a line; ${rest}`
  return rest
}

type Written = { readonly section: string; readonly key: string }

/** Keys that exist in one section only, and where. */
const HOMES: Readonly<Record<string, string>> = {
  use: 'use[] under [providers]',
  names: 'names[] under [unset] or [restore]',
  argv: 'argv[] under [wrap]',
}

/** What to write in place of `key = …` where a list is expected, or `key[] = …` where one value is. */
export function suggestShape({ section, key }: Written, shape: 'list' | 'single'): string {
  const home = HOMES[key]
  if (section === 'env' && home) return `expected ${home}`
  if (section === 'env') return `expected ${key} = …; a list is ${key}[] = … under [path]`
  const expected = `expected ${key}${shape === 'list' ? '[]' : ''} = …`
  return section === 'path' || section === 'append'
    ? `${expected}; a single value is ${key} = … under [env]`
    : expected
}

/** What to write in a section that has nothing but `names[]`. */
export function suggestNames({ key }: Written): string {
  return /^[A-Z_][A-Z0-9_]*$/.test(key) ? `write names[] = ${key}` : 'expected names[]'
}

/** The words that were expected, and which of them was likely meant. */
export function suggestWord(word: string, words: readonly string[]): string {
  const meant = words.length > 1 ? findNearest(word, words) : undefined
  const isShort = words.length < 4
  const all = isShort ? `expected ${words.join(' or ')}` : `expected one of ${words.join(' ')}`
  return meant ? `did you mean ${meant}? ${all}` : all
}
