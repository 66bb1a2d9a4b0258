import * as fish from '../dialects/fish.js'
import { HIDDEN, isPlain } from '../text/fold-lines.js'
import { quote, quoteVisibly } from '../text/quote.js'
import { belongsToProcess, type Environment } from '../variables/environment.js'

/** The forms in which an environment can be written. */
export const FORMS = ['bash', 'zsh', 'fish', 'json', 'dotenv'] as const
export type Form = (typeof FORMS)[number]

/** What is to be written; `removed` and `hidden` are names only. */
export type Contents = {
  readonly values: Environment
  /** Absent afterwards although it was there. */
  readonly removed: readonly string[]
  /** Secrets that are not shown: they are left out, so that nobody sets a mask. */
  readonly hidden: readonly string[]
}

/** What Node puts in the place of bytes that are not UTF-8: a shell that has them must keep them. */
const REPLACED = '\ufffd'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** An environment for a program to read: to be sourced by a shell, or parsed. */
export function renderForm(form: Form, { values, removed, hidden }: Contents): string {
  if (form === 'json') return `${JSON.stringify(values, null, 2)}\n`
  const dialect = DIALECTS[form]
  const entries = Object.entries(values).filter(([name]) => isSettable(name))
  return [
    ...hidden.map((name) => `# ${name}: a secret, left out; --show-secrets writes it`),
    ...entries.map(([name, value]) =>
      value.includes(REPLACED)
        ? `# ${name}: its value is not UTF-8, left out`
        : dialect.set(name, value),
    ),
    ...removed.filter(isSettable).map(dialect.unset),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/** What describes the process that reads it is not for another to set, and some names no shell can set. */
function isSettable(name: string): boolean {
  return NAME.test(name) && !belongsToProcess(name)
}

type Dialect = {
  readonly set: (name: string, value: string) => string
  readonly unset: (name: string) => string
}

const POSIX: Dialect = {
  set: (name, value) => `export ${name}=${isHidden(value) ? quoteVisibly(value) : quote(value)}`,
  unset: (name) => `unset ${name}`,
}

const DIALECTS: Readonly<Record<Exclude<Form, 'json'>, Dialect>> = {
  bash: POSIX,
  zsh: POSIX,
  fish: {
    set: (name, value) =>
      `set -gx ${name} ${isHidden(value) ? fish.quoteVisibly(value) : fish.quote(value)}`,
    unset: (name) => `set -e ${name}`,
  },
  dotenv: {
    set: (name, value) => {
      const written = quoteDotenv(value)
      return written === undefined
        ? `# ${name}: its value cannot be written in this form`
        : `${name}=${written}`
    },
    unset: (name) => `# ${name}: removed`,
  },
}

/** Is there anything in it that acts on a terminal, should the form be printed there? */
function isHidden(value: string): boolean {
  return !isPlain(value) && value.search(HIDDEN) >= 0
}

/** There is no escape that all readers of .env files know, so the quote is one that the value does not hold. */
function quoteDotenv(value: string): string | undefined {
  if (isHidden(value.replaceAll('\n', ''))) return undefined
  if (/^[\w./:@%+,-]*$/.test(value)) return value
  const isPlain = !/[\\\r]/.test(value)
  const mark = ["'", ...(isPlain ? ['"'] : []), '`'].find((one) => !value.includes(one))
  return mark && !(mark !== "'" && value.includes('$')) ? `${mark}${value}${mark}` : undefined
}
