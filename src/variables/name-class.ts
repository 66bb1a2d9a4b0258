import { KINDS, type NameClass } from './kinds.js'

export type { NameClass } from './kinds.js'

/** The loader's search paths, and the one of its switches that changes only when it looks for names: ld.so(8), dyld(1). */
const LOADER_PATH = /^(?:LD|DYLD)_(?:BIND_NOW|(?:.*_)?PATH)$/

const SEARCH_PATH = /(?:^|_)(?:[A-Z0-9]*PATH|DIRS|CLASSPATH|RUBYLIB|PERL5?LIB)$/
const SECRET = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL|(?:^|_)AUTH(?:_|$)/i

const PATTERNS = KINDS.map(({ class: nameClass, names }) => ({ nameClass, matches: match(names) }))

/** Tells what kind of variable a name is, the most dangerous first. */
export function classifyName(name: string): NameClass {
  if (LOADER_PATH.test(name)) return 'search path'
  const spelled = /^npm_config_/i.test(name) ? name.toLowerCase() : name
  const known = PATTERNS.find(({ matches }) => matches(spelled))
  if (known) return known.nameClass
  if (SEARCH_PATH.test(name)) return 'search path'
  return isSecretName(name) ? 'secret-like' : 'plain'
}

/** Does the name say that its value is a secret? */
export function isSecretName(name: string): boolean {
  return SECRET.test(name)
}

/** Any of these names, in which `*` is anything. Most have none: one long pattern of all of them would take longer to make than to ask. */
function match(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names)
  const patterns = names.filter((name) => name.includes('*'))
  const alternatives = patterns.map((name) => name.replaceAll('*', '.*')).join('|')
  const pattern = patterns.length > 0 ? new RegExp(`^(?:${alternatives})$`, 's') : undefined
  return (name) => exact.has(name) || pattern?.test(name) === true
}
