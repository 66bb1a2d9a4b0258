import { hash } from 'node:crypto'

/** What is kept of a setup command: enough to know it again, and none of the secrets that its words may hold. */
export type SetupCommand = {
  /** Its first word, where that can only be the name of a program. */
  readonly program: string
  /** How many words followed it. */
  readonly words: number
  /** Of the project and all words; the same command has the same one. */
  readonly digest: string
}

/** What to keep of a command that was run in the project `root`. */
export function digestCommand(root: string, command: readonly string[]): SetupCommand {
  const [program = '', ...rest] = command
  const digest = hash('sha256', [root, ...command].join('\0'))
  return { program: nameProgram(program), words: rest.length, digest: digest.slice(0, 16) }
}

/** The command for a person: `./setup.sh`, or `module … (2 words, 0123456789abcdef)`. */
export function nameCommand({ program, words, digest }: SetupCommand): string {
  if (words === 0) return program
  return `${program} … (${words} ${words === 1 ? 'word' : 'words'}, ${digest})`
}

/** A whole command in one word, or an assignment, is no name of a program. */
function nameProgram(word: string): string {
  return /^[^=;&|<>()$`'"\s][^=;&|<>()$`'"]*$/.test(word) ? word : 'a command'
}
