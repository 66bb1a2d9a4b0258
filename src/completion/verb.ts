import type { Command, Option } from 'commander'

/** An option as a completion script needs it. */
export type Flag = {
  /** `--lines`, and `-n` where there is a short one. */
  readonly names: readonly string[]
  readonly takesValue: boolean
  /** The values that it takes, where they are known. */
  readonly choices: readonly string[]
}

/** A verb as a completion script needs it. */
export type Verb = {
  readonly name: string
  readonly summary: string
  readonly flags: readonly Flag[]
  /** What its first argument can be, where that is known. */
  readonly choices: readonly string[]
}

/** What runs a command: the shells handle it, so the table does not have it. */
const EXEC: Verb = {
  name: 'exec',
  summary: 'run a command',
  flags: [{ names: ['-C'], takesValue: true, choices: [] }],
  choices: [],
}

/** What starts an agent, which the shells handle, too. */
const START: Verb = {
  name: 'start',
  summary: 'start an agent',
  flags: [],
  choices: ['codex', 'claude', 'opencode', 'gemini', 'qwen', 'copilot'],
}

/** Every verb, from the very table that --help is made of. */
export function listVerbs(program: Command): readonly Verb[] {
  return [...program.commands.map(describeVerb), EXEC, START]
}

/** The long name of an option, or the only one. */
export function nameFlag({ names }: Flag): string {
  return names.find((name) => name.startsWith('--')) ?? names.join()
}

/** Whatever has known values: the words before it, and these. */
export function listChoices({ flags }: Verb): readonly (readonly [string, readonly string[]])[] {
  return flags.flatMap(({ names, choices }) =>
    choices.length > 0 ? names.map((name) => [name, choices] as const) : [],
  )
}

function describeVerb(command: Command): Verb {
  const [first] = command.registeredArguments
  const help: Flag = { names: ['--help', '-h'], takesValue: false, choices: [] }
  return {
    name: command.name(),
    summary: command.summary(),
    flags: [...command.options.map(describeFlag), help],
    choices: first?.argChoices ?? [],
  }
}

function describeFlag({ long, short, required, optional, argChoices }: Option): Flag {
  const names = [long, short].flatMap((name) => (name ? [name] : []))
  return { names, takesValue: required || optional, choices: argChoices ?? [] }
}
