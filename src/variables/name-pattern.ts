import { isSecretName } from './name-class.js'

const PATTERN = /^[A-Za-z_*][A-Za-z0-9_*]*$/

/** Is this a variable's name, or one with `*` for any letters, digits and `_`? */
export function isNamePattern(text: string): boolean {
  return PATTERN.test(text)
}

/** What steers how programs show themselves; an agent leaves it out on purpose (a pager would wait for keys). */
const PRESENTATION = /^(?:.*PAGER|TERM|COLORTERM|NO_COLOR|LANG|LC_.*)$/

/**
 * Does a pattern mean this name? A `*` never means what looks like a secret, nor how programs show themselves:
 * such a name must be written out.
 */
export function matchesName(pattern: string, name: string): boolean {
  if (pattern === name) return true
  if (!pattern.includes('*') || mustBeWrittenOut(name)) return false
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name)
}

/** Is this a name that no pattern with a `*` means? */
export function mustBeWrittenOut(name: string): boolean {
  return isSecretName(name) || PRESENTATION.test(name)
}
