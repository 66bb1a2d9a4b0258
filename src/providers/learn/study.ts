import type { Match, Op } from '../../plan/op.js'
import type { Environment } from '../environment.js'
import type { Scene } from '../provider.js'
import type { Around } from './path.js'
import type { Repeat } from './seen.js'

/** What a tool made of an environment. */
export type Reply = {
  readonly after: Environment
  /** Files that it read, as far as it says so. */
  readonly watch: readonly string[]
  readonly stderr: string
}

/** A tool that can be asked what it makes of an environment. */
export type Asking = {
  /** The origin of every operation. */
  readonly from: string
  /** Asks the tool in the scene's base with these variables besides. */
  readonly ask: (extra: Environment) => Promise<Reply>
  /** The files that say what it does: which variables they read decides what it is asked with. */
  readonly files: readonly string[]
  /** How an environment looks in which the tool is active already: one of these lists holds. */
  readonly active: readonly (readonly Match[])[]
  /** What the tool is known to do with an entry that a list has already. */
  readonly repeat?: Repeat
}

/** What is known after the first answer. */
export type Study = {
  readonly scene: Scene
  readonly asking: Asking
  readonly first: Reply
  readonly texts: readonly string[]
}

/** What was learned of all variables; of the vague ones only a constant. */
export type Lesson = {
  readonly ops: readonly Op[]
  readonly notes: readonly string[]
  readonly vague: ReadonlySet<string>
}

/** What the tool does to PATH; `open` where that depends on something else. */
export type PathLesson = {
  readonly around: Around
  readonly marked: Around | undefined
  readonly open: boolean
}
