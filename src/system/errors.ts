import { escapeControls } from '../text/fold-lines.js'
import { PROGRAM } from './names.js'

/** Exit statuses of the tool itself; a command that was run keeps its own status (as env(1), nice(1), timeout(1)). */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 64,
  refused: 125,
  notExecutable: 126,
  notFound: 127,
} as const

/** What went wrong, one kind per remedy; the kind decides the exit status. */
export type ShimErrorKind =
  | 'bad-declaration' // the user's ini file is wrong: edit it
  | 'not-available' // asked for something this version does not have
  | 'provider-failed' // a tool that knows the environment did not answer: the message says what to run
  | 'no-declaration' // there is nothing to work on here: run `init`
  | 'inside-agent' // must be done by the user, outside the agent
  | 'bad-config' // another program's configuration file does not parse: mend it, it was left untouched
  | 'bad-store' // our own directory is unwritable, foreign or world-writable: mend its mode
  | 'not-ready' // a program that was asked did not answer well: look at what it printed
  | 'usage' // the command line is wrong: see --help

const STATUS: Record<ShimErrorKind, number> = {
  'bad-declaration': EXIT.failed,
  'not-available': EXIT.failed,
  'provider-failed': EXIT.failed,
  'no-declaration': EXIT.failed,
  'inside-agent': EXIT.refused,
  'bad-config': EXIT.failed,
  'bad-store': EXIT.failed,
  'not-ready': EXIT.failed,
  usage: EXIT.usage,
}

/** Where in a file something is wrong; `line` counts from 1. */
export type Place = { readonly file: string; readonly line?: number }

/** Where it went wrong, what to do about it, and the files and variables whose change may end it. */
export type Details = {
  readonly place?: Place
  readonly remedy?: string
  /** What else is wrong with the same file. */
  readonly others?: readonly ShimError[]
  readonly watch?: readonly { readonly file: string; readonly mark: string }[]
  readonly variables?: Readonly<Record<string, string>>
}

/** The only error class of ours: what, where, and what to do about it. */
export class ShimError extends Error {
  readonly status: number

  constructor(
    readonly kind: ShimErrorKind,
    readonly what: string,
    readonly details: Details = {},
  ) {
    super(renderMessage(what, details))
    this.status = STATUS[kind]
  }
}

/** An error on a command's way: the first one in full, and how many more there are. */
export function summarizeError({ what, details: { others = [], ...first } }: ShimError): string {
  const more = others.length > 0 ? ` (and ${others.length} more: ${PROGRAM} status)` : ''
  return `${renderMessage(what, first)}${more}`
}

function renderMessage(what: string, { place, remedy, others = [] }: Details): string {
  const where = place ? `${place.file}${place.line ? `:${place.line}` : ''}: ` : ''
  const own = `${escapeControls(where + what)}${remedy ? `\n  ${remedy}` : ''}`
  return [own, ...others.map(({ message }) => message)].join('\n')
}
