import { isSecretName } from './name-class.js'

/** What stands in a secret's place. */
export const MASK = '********'

/** Values that are secrets whatever their name: keys and tokens by their issuers' prefixes, and passwords in addresses. */
const SECRET_VALUES = [
  /^(?:sk-|ghp_|gho_|ghs_|github_pat_|glpat-|xox[abprs]-|AKIA[0-9A-Z]{16}$|AIza|hf_)/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /:\/\/[^/\s:@]*:[^/\s@]+@/,
  /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
]

/** Is this a value that should not be shown unless asked for? */
export function isSecret(name: string, value: string): boolean {
  if (value === '') return false
  return isSecretName(name) || SECRET_VALUES.some((pattern) => pattern.test(value))
}
