import type { CodexRoutes } from '../agents/codex/routes.js'
import type { Effective } from '../effective/reading.js'
import type { World } from '../system/world.js'

/** How something is: `broken` does not work, `warn` works, but may surprise you. */
export type Health = 'ok' | 'warn' | 'broken'

/** What a check found: how it is, what says so, and what to do about it. */
export type Finding = {
  readonly health: Health
  readonly evidence: readonly string[]
  readonly remedy?: string
}

/** What is examined: this user, in this directory. */
export type Patient = {
  readonly world: World
  readonly effective: Effective
  /** How Codex is set up; what is wrong with its configuration where that cannot be read. */
  readonly routes: CodexRoutes | Error
}

/** One thing to examine. */
export type Check = {
  readonly id: string
  readonly title: string
  readonly run: (patient: Patient) => Finding | Promise<Finding>
}

/** Nothing to complain about. */
export function ok(...evidence: readonly string[]): Finding {
  return { health: 'ok', evidence }
}

/** It works, but may surprise you. */
export function warn(evidence: readonly string[], remedy: string): Finding {
  return { health: 'warn', evidence, remedy }
}

/** It does not work. */
export function broken(evidence: readonly string[], remedy: string): Finding {
  return { health: 'broken', evidence, remedy }
}
