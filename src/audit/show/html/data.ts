import type { GapRecord } from '../../read/record.js'

/** What the page holds, as JSON in it: the entries of the log, and apart from them the environments that they share. */
export type PageData = {
  readonly about: PageAbout
  readonly environments: readonly PageEnvironment[]
  readonly entries: readonly PageEntry[]
}

/** What the page is of. */
export type PageAbout = {
  readonly log: string
  readonly home: string
  /** When it was made, RFC 3339. */
  readonly made: string
  /** As many entries were asked for, the newest ones; 0 stands for all. */
  readonly count: number
  /** The filters it was made with, as on the command line. */
  readonly filter: string
  readonly host: string
  /** Who made it. */
  readonly user: string
  /** By which version of this program. */
  readonly version: string
  /** What `log --verify` says, where the log is not too large to look at all of it. */
  readonly verdict?: string
}

/** How a name of the environment was changed for a command. */
export type NameChange = 'set' | 'prepended' | 'removed' | 'restored' | 'overlaid' | 'protected'

/** One name of an environment. The value itself is not in the page. */
export type PageName = {
  readonly name: string
  readonly change: NameChange
  /** The line that asks for it, where its plan is still known. */
  readonly from?: string
  /** Equal numbers of a name in a project stand for equal values; absent where the plan is not known any more. */
  readonly version?: number
}

/** What was done to a command's environment. */
export type PageEnvironment = {
  readonly plan: string
  readonly names: readonly PageName[]
  /** Names were left out, and cannot be told any more. */
  readonly isCut: boolean
  readonly overlays: readonly string[]
  readonly wrap: readonly string[]
}

/** A command; members that are empty are left out. */
export type PageCommand = {
  readonly kind: 'command'
  readonly time: string
  readonly command: string
  /** Of a long command: how long it is, where only its head is here. */
  readonly bytes?: number
  readonly argv?: readonly string[]
  readonly cwd?: string
  readonly shell?: string
  readonly route?: string
  readonly pid?: number
  readonly ppid?: number
  readonly agent?: string
  /** The process of the agent, in words. */
  readonly starter?: string
  readonly thread?: string
  readonly session?: string
  readonly call?: string
  readonly project?: string
  readonly state?: string
  readonly problem?: string
  readonly sink?: string
  /** What a login profile had changed and was put right, and what it had added and was dropped. */
  readonly profileRestored?: readonly string[]
  readonly profileRemoved?: readonly string[]
  /** Its place among the environments; absent where no project applied. */
  readonly environment?: number
}

/** How a command ended. */
export type PageEnd = {
  readonly kind: 'end'
  readonly time: string
  readonly began: string
  readonly pid: number
  readonly exit?: number
  readonly signal?: string
  readonly seconds?: number
}

/** What stands in the log. */
export type PageEntry =
  | PageCommand
  | PageEnd
  | ({ readonly kind: 'gap' } & Partial<GapRecord>)
  | { readonly kind: 'unreadable'; readonly text: string }
