import type { Process } from '../system/processes.js'
import type { World } from '../system/world.js'

/** How `enable` is asked to do it. */
export type EnableOptions = {
  /** Leave login shells and what depends on them as they are. */
  readonly keepLogin: boolean
  /** Tell the model at a session's start what its commands run in. */
  readonly hooks: boolean
  /** Only tell. */
  readonly dryRun: boolean
}

/** A configuration file before and after; undefined where there is none. */
export type Edition = {
  readonly config: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What `enable` did, or would do. */
export type Enabled = Edition & {
  readonly state: 'enabled' | 'already'
  /** Each changed key, in words. */
  readonly changes: readonly string[]
  readonly backup?: string
  /** The file of the agent's own hooks, where ours was asked for. */
  readonly hooks?: Edition
}

/** What `disable` did, or would do. */
export type Disabled = Edition & {
  /** `restored`: the file is again what it was, byte for byte; `taken-back`: it was edited meanwhile, only ours is gone. */
  readonly state: 'not-enabled' | 'restored' | 'taken-back'
  /** The file of the agent's own hooks, where ours was in it. */
  readonly hooks?: Edition
}

/** How to make the launcher a user's login shell, for an administrator to read. */
export type ShellRoute = {
  readonly launcher: string
  /** What stands in the way, each with the command that mends it. */
  readonly problems: readonly { readonly what: string; readonly remedy: string }[]
  readonly commands: readonly { readonly why: string; readonly command: string }[]
  readonly covers: readonly string[]
  readonly misses: readonly string[]
}

/** A coding agent whose commands this program can reach. */
export type Agent = {
  readonly name: string
  readonly title: string
  /** What a process of this agent is doing (`exec`, `app-server`, …); undefined where it is no such process. */
  readonly recognize: (process: Process) => string | undefined
  readonly enable: (world: World, options: EnableOptions) => Promise<Enabled>
  readonly disable: (world: World, options: { readonly dryRun: boolean }) => Promise<Disabled>
  readonly describeShellRoute: (world: World) => ShellRoute
}
