import type { Route } from '../../routes.js'

/** What a row can be for; `program` is the witness itself, run without a shell. */
export type Shell = Route['shell'] | 'program'

/** The compiled programs that rows use: absolute paths. */
export type Tools = {
  /** Reports everything about itself that a command can see: witness.c. */
  readonly witness: string
  /** Becomes a program under unusual conditions: start.c. */
  readonly start: string
}

/** An invocation whose outcome must be the real shell's own, byte for byte. */
export type Row = {
  readonly title: string
  readonly args: readonly string[]
  /** Which shells understand it; every shell, unless told. */
  readonly shells?: readonly Shell[]
  /** Added to the environment, or with `undefined` taken out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly stdin?: string
  readonly argv0?: string
  /** Conditions for `start` under which it runs. */
  readonly start?: readonly string[]
  /** A caller that takes the path of a shell, and runs it with arguments of its own making. */
  readonly caller?: (shell: string) => readonly string[]
  /** It asks for a login shell, which is one only where no project suppresses profiles. */
  readonly login?: boolean
  /** It leaves the project, or its own environment: what is declared cannot be told by the real shell’s. */
  readonly leaves?: boolean
  /** A program without which it cannot run. */
  readonly needs?: string
}

/** Rows of one kind, as the summary counts them. */
export type Group = {
  readonly name: string
  readonly list: (tools: Tools) => readonly Row[]
}

/** The shells of the POSIX family, which have most of their options in common. */
export const POSIX: NonNullable<Row['shells']> = ['bash', 'zsh', 'sh']
