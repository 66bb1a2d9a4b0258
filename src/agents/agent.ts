import type { Process } from '../system/processes.js'
import type { World } from '../system/world.js'
import type { Drive } from './drive.js'

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
  /** What keeps commands from being reached all the same. */
  readonly obstacles?: readonly Obstacle[]
  /** What else the user should know, a sentence each. */
  readonly notes?: readonly string[]
}

/** What stands in the way, and what to do about it. */
export type Obstacle = { readonly what: string; readonly remedy: string }

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
  readonly problems: readonly Obstacle[]
  readonly commands: readonly { readonly why: string; readonly command: string }[]
  readonly covers: readonly string[]
  readonly misses: readonly string[]
}

/** What docs/agents.md says of an agent, a cell of its table each, in Markdown. */
export type AgentPage = {
  /** The versions that `npm run test:agents` has conversations with. */
  readonly tested: readonly string[]
  readonly routes: string
  /** What its commands get by these. */
  readonly arrives: string
  readonly limits: string
}

/** A coding agent whose commands this program can reach: one folder each, and one line in index.ts. */
export type Agent = {
  readonly name: string
  readonly title: string
  /** Its program, as it is called on PATH. */
  readonly program: string
  readonly page: AgentPage
  /** What a process of this agent is doing (`exec`, `app-server`, …); undefined where it is no such process. */
  readonly recognize: (process: Process) => string | undefined
  /** Changes its configuration; throws a ShimError where it has no setting for that, with what to do instead. */
  readonly enable: (world: World, options: EnableOptions) => Promise<Enabled>
  readonly disable: (world: World, options: { readonly dryRun: boolean }) => Promise<Disabled>
  /** Is what `enable` writes in its configuration? */
  readonly isEnabled: (world: World) => boolean
  /** What keeps its commands from being reached although it is enabled, here and now; empty where nothing does. */
  readonly findObstacles: (world: World) => readonly Obstacle[]
  /** What reaches its commands in a way that is not right, enabled or not. */
  readonly findMisuse?: (world: World) => readonly Obstacle[]
  /** How `verify` talks with it; Codex has a verification of its own. */
  readonly drive?: Drive
  /** Only of an agent that takes its shell from the user's passwd entry. */
  readonly describeShellRoute?: (world: World) => ShellRoute
}
