import type { Environment } from './selection.js'

/** Renders an environment as a program reads it from the kernel: `NAME=value`, each ended by a NUL. */
export function renderEnvironment(env: Environment): string {
  return Object.entries(env)
    .map(([name, value]) => (value === undefined ? '' : `${name}=${value}\0`))
    .join('')
}

/** Parses the same; a byte that is not UTF-8 becomes U+FFFD. */
export function parseEnvironment(bytes: Buffer): Readonly<Record<string, string>> {
  const entries = bytes
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry.indexOf('=') > 0)
    .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)])
  return Object.fromEntries(entries)
}
