import type { Command, Option } from 'commander'

/** An option as a completion script needs it. */
export type Flag = {
  /** `--lines`, and `-n` where there is a short one. */
  readonly names: readonly string[]
  readonly takesValue: boolean
  readonly values: Values
}

/** What a value can be: one of these words, something that every shell can list, or anything. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'folder' | 'file' | 'variable' | 'any' }

const ANY: Values = { kind: 'any' }

/** A verb as a completion script needs it. */
export type Verb = {
  readonly name: string
  readonly summary: string
  readonly flags: readonly Flag[]
  /** What its first argument can be. */
  readonly values: Values
}

/** What runs a command: the shells handle it, so the table does not have it. */
const EXEC: Verb = {
  name: 'exec',
  summary: 'run a command',
  flags: [{ names: ['-C'], takesValue: true, values: { kind: 'folder' } }],
  values: ANY,
}

/** What starts an agent, which the shells handle, too. */
const START: Verb = {
  name: 'start',
  summary: 'start an agent',
  flags: [],
  values: { kind: 'words', words: ['codex', 'claude', 'opencode', 'gemini', 'qwen', 'copilot'] },
}

/** Every verb, from the very table that --help is made of. */
export function listVerbs(program: Command): readonly Verb[] {
  return [...program.commands.map(describeVerb), EXEC, START]
}

/** The long name of an option, or the only one. */
export function nameFlag({ names }: Flag): string {
  return names.find((name) => name.startsWith('--')) ?? names.join()
}

/** The options of a verb whose values can be listed, under each of their names. */
export function listValued({ flags }: Verb): readonly (readonly [string, Values])[] {
  return flags.flatMap(({ names, values }) =>
    values.kind === 'any' ? [] : names.map((name) => [name, values] as const),
  )
}

/** The words of values that are words. */
export function listWords(values: Values): readonly string[] {
  return values.kind === 'words' ? values.words : []
}

function describeVerb(command: Command): Verb {
  const [first] = command.registeredArguments
  const help: Flag = { names: ['--help', '-h'], takesValue: false, values: ANY }
  return {
    name: command.name(),
    summary: command.summary(),
    flags: [...command.options.map(describeFlag), help],
    values: first ? describeValues(first.name(), first.argChoices) : ANY,
  }
}

function describeFlag({ long, short, required, optional, argChoices, flags }: Option): Flag {
  const names = [long, short].flatMap((name) => (name ? [name] : []))
  const [, placeholder = ''] = /[<[]([^>\]]+)[>\]]/.exec(flags) ?? []
  const key = `${long} ${placeholder}`
  const values = FLAG_VALUES[key] ?? describeValues(placeholder, argChoices)
  return { names, takesValue: required || optional, values }
}

/** What the name of a value tells. */
const VALUES: Readonly<Record<string, Values>> = {
  dir: { kind: 'folder' },
  file: { kind: 'file' },
  path: { kind: 'file' },
  NAME: { kind: 'variable' },
  when: { kind: 'words', words: ['30m', '2h', '1d', '7d'] },
  n: { kind: 'words', words: ['all', '20', '100'] },
}

/** The same word is something else there. */
const FLAG_VALUES: Readonly<Record<string, Values>> = { '--explain name': { kind: 'variable' } }

function describeValues(name: string, choices: readonly string[] | undefined): Values {
  if (choices) return { kind: 'words', words: choices }
  return VALUES[name] ?? ANY
}
