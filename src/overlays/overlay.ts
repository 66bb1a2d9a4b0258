import type { Changes } from '../plan/changes.js'
import type { ScopedOps } from '../plan/plan.js'

/** For which commands of a project an overlay counts. */
export type Scope =
  | { readonly kind: 'project' }
  /** Those of an agent's thread, and of the subagents that it starts. */
  | { readonly kind: 'thread'; readonly id: string }
  /** Those that choose it by a variable of their environment. */
  | { readonly kind: 'name'; readonly name: string }

/** Changes that the user has published for a project's commands. */
export type Overlay = {
  readonly scope: Scope
  readonly changes: Changes
  readonly publishedAt: string
}

/** What every message and the provenance call an overlay. */
export function nameOverlay({ scope }: Pick<Overlay, 'scope'>): string {
  switch (scope.kind) {
    case 'project':
      return 'overlay of the project'
    case 'thread':
      return `overlay of thread ${scope.id}`
    case 'name':
      return `overlay ${scope.name}`
  }
}

/** Do two scopes mean the same commands? */
export function isSameScope(one: Scope, other: Scope): boolean {
  return JSON.stringify(toCondition(one)) === JSON.stringify(toCondition(other))
}

/** When an overlay counts, as a plan says it; undefined for one that always does. */
export function toCondition(scope: Scope): ScopedOps['when'] | undefined {
  switch (scope.kind) {
    case 'project':
      return undefined
    case 'thread':
      return { kind: 'thread', value: scope.id }
    case 'name':
      return { kind: 'name', value: scope.name }
  }
}
