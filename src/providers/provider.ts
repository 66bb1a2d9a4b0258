import type { Op } from '../plan/plan.js'
import type { Place } from '../system/errors.js'
import type { World } from '../system/world.js'
import type { Environment } from './environment.js'

/** What a declaration asks of one provider: the arguments are the values of its own key, in their order. */
export type Request = {
  readonly provider: string
  readonly args: readonly string[]
  /** Variables of the command that are passed in besides the usual ones; their values are part of the answer. */
  readonly pass?: readonly string[]
  /** Files that it reads, as far as only the declaration knows. */
  readonly watched?: readonly string[]
  /** The declaration wants what runs something to be started only once. */
  readonly once?: true
  /** The project that asks; a provider runs there. */
  readonly root: string
  readonly place: Place
}

/** All that a provider may know while it answers one request. */
export type Scene = Request & {
  readonly world: World
  /** The environment it starts from: known, and free of what any provider left in it. No mark of ours is in it. */
  readonly base: Environment
  /** Aborted when its time is over, and how long that is. */
  readonly signal: AbortSignal
  readonly patienceMs: number
  /** A folder of ours for what stands for the agent's values while a tool is asked (learn/marks.ts). */
  readonly marks: string
}

/** A provider's answer. */
export type Contribution = {
  readonly ops: readonly Op[]
  /** Files whose change, appearance or vanishing makes the answer stale, besides those of `watch`. */
  readonly watch: readonly string[]
  /** What a person who asks for the status should know. */
  readonly notes: readonly string[]
}

/**
 * Who vouches for the files of a project that a provider reads. `tool`: the provider's program keeps a list of its own and refuses
 * by itself. `allow`: these files may run code or set anything, so `allow` records their digests. `nobody`: they only choose among
 * what the user has installed.
 */
export type Trust =
  | { readonly by: 'tool' }
  | { readonly by: 'allow'; readonly files: readonly string[] }
  | { readonly by: 'nobody' }

/** One tool that knows a project's environment: a file each, listed in providers/index.ts. */
export type Provider = {
  readonly name: string
  /** It starts nothing of the project's, whoever vouches for the files. */
  readonly readsOnly?: true
  /** The file by which the tool is used here, if it is; `init` proposes it then. */
  readonly detect: (scene: Scene) => string | undefined
  /** The files that decide its answer as far as they are known beforehand, whether they exist or not. */
  readonly watch: (scene: Scene) => readonly string[]
  readonly trusted: (scene: Scene) => Trust
  /** Variables of the command on whose values the answer depends, besides those that are passed in. */
  readonly reads?: (scene: Scene) => readonly string[]
  readonly resolve: (scene: Scene) => Promise<Contribution>
}
