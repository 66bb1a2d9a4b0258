import type { Command } from 'commander'
import type { World } from '../system/world.js'
import type { Form } from '../text/terminal.js'

/** What a command has to say when it is done; cli.ts makes it safe for a terminal, prints it and exits with `status` (0 if absent). */
export type Outcome = {
  readonly stdout?: string
  /** Of `stdout` and `stream`: `json` with the option --json, else `text`, unless the command says so. */
  readonly form?: Form
  readonly stderr?: string
  readonly status?: number
  /** What there is to say bit by bit, after the rest; one that waits yields '' now and then, so that it can be ended. */
  readonly stream?: AsyncIterable<string>
}

/** One verb of the command line: one file each, listed in commands/index.ts. */
export type CommandSpec = {
  readonly name: string
  readonly summary: string
  /** Whole command lines, shown at the end of --help. */
  readonly examples: readonly string[]
  /** Declares arguments and options. */
  readonly define: (command: Command) => void
  readonly run: (
    world: World,
    args: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ) => Promise<Outcome>
}

/** A verb that tells of the others: it is given the whole command line, of which it is a part. */
export type DescribingSpec = Omit<CommandSpec, 'run'> & {
  readonly describe: (program: Command, args: readonly string[]) => Outcome
}
