import { resolveProject } from '../compile/compile.js'
import { readPlan } from '../compile/store.js'
import { findDeclarations, locateDeclaration } from '../declaration/declaration.js'
import type { Warning } from '../declaration/warning.js'
import type { CompiledPlan, PlanState } from '../plan/compiled.js'
import type { LoginMode, SecureMode } from '../plan/modes.js'
import type { World } from '../system/world.js'
import { judge, type Verdict } from '../trust/trust.js'
import { type Change, listChanges, listOverlays, type ScopedChanges } from './changes.js'
import { readWarnings } from './warnings.js'

/** What `status` tells of one declaration at or above a directory. */
export type Report = {
  readonly root: string
  readonly declaration: string
  /** Is this the one whose plan a command gets here? */
  readonly applies: boolean
  readonly state: PlanState
  /** What the user decided about these bytes. */
  readonly trust: Verdict
  /** Whether the shells find this very plan; if not, the next command compiles it. */
  readonly stored: 'same' | 'other' | 'missing'
  readonly digest: string
  readonly login: LoginMode
  readonly secure: SecureMode
  readonly problem: string
  /** Each error, where there are several. */
  readonly faults: readonly string[]
  /** Lines that can be read and are likely slips. */
  readonly warnings: readonly Warning[]
  readonly notes: readonly string[]
  /** What is put in front of every command. */
  readonly wrap: readonly string[]
  readonly changes: readonly Change[]
  /** What counts for some commands only. */
  readonly overlays: readonly ScopedChanges[]
}

/** The reports of all declarations at or above a directory, nearest first; the nearest allowed one applies. */
export async function readReports(world: World, start: string): Promise<readonly Report[]> {
  const plans = await Promise.all(
    findDeclarations(start).map((root) => resolveProject(world, root)),
  )
  const decisive = plans.find(({ state }) => state !== 'untrusted')
  const applied = decisive?.state === 'failed' ? undefined : decisive
  return plans.map((compiled) => ({
    root: compiled.root,
    declaration: locateDeclaration(compiled.root),
    applies: compiled === applied,
    state: compiled.state,
    trust: judgeOwn(world, compiled),
    stored: compareStored(world, compiled),
    digest: compiled.digest,
    login: compiled.login,
    secure: compiled.secure ?? 'default',
    problem: compiled.problem,
    faults: compiled.faults ?? [],
    warnings: readWarnings(world, compiled),
    notes: compiled.notes ?? [],
    wrap: compiled.wrap ?? [],
    changes: listChanges(compiled),
    overlays: listOverlays(compiled, world.env),
  }))
}

/** What cannot be read cannot have been allowed. */
function judgeOwn(world: World, { root, watched }: CompiledPlan): Verdict {
  const own = watched.find(({ file }) => file === locateDeclaration(root))
  return judge(world, root, own?.kind === 'text' ? own.digest : '')
}

function compareStored(world: World, { root, digest, state }: CompiledPlan): Report['stored'] {
  const stored = readPlan(world, root)
  if (!stored) return 'missing'
  return stored.digest === digest && stored.state === state ? 'same' : 'other'
}
