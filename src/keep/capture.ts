import { findDeclaredNames } from '../capture/declared.js'
import { compareEnvironments, explainKept } from '../capture/difference.js'
import { findLoginShell, readLoginShell } from '../capture/login-shell.js'
import { withProgress } from '../capture/progress.js'
import { type Selection, selectCaptured, USUAL_NAMES } from '../capture/selection.js'
import { failSetup, runSetup, type SetupRun } from '../capture/setup.js'
import { digestCommand, nameCommand } from '../capture/setup-command.js'
import {
  readTerminal,
  type SetupCapture,
  type TerminalCapture,
  writeSetup,
  writeTerminal,
} from '../capture/store.js'
import { recompileProject } from '../compile/compile.js'
import { dropNames, mergeChanges } from '../overlays/merge.js'
import { listChanged } from '../plan/changes.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { isNamePattern } from '../variables/name-pattern.js'
import { divideOps, learnSetup, listLoaded, selectLearned } from './learned.js'

/** A new capture, and what was asked for and is not in it. */
export type Taken<Capture> = {
  readonly capture: Capture
  readonly leftOut: Selection['leftOut']
  /** What is to be said of it. */
  readonly notes?: readonly string[]
  /** The project's plan that has it, where it is kept for one project. */
  readonly compiled?: CompiledPlan
}

/** Keeps what this terminal has, or what a login shell has that is given `limit` seconds to start. */
export async function captureTerminal(
  world: World,
  { names, limit }: { readonly names: readonly string[]; readonly limit: number | undefined },
): Promise<Taken<TerminalCapture>> {
  const added = [...new Set([...(readTerminal(world)?.names ?? []), ...requirePatterns(names)])]
  const env = limit === undefined ? world.env : await readLoginShell(world, limit)
  const patterns = [...USUAL_NAMES, ...added, ...findDeclaredNames(world)]
  const { variables, leftOut } = selectCaptured(env, patterns)
  const capture: TerminalCapture = {
    capturedAt: world.now.toISOString(),
    how: limit === undefined ? 'terminal' : 'shell',
    shell: findLoginShell(world),
    cwd: world.cwd,
    names: added,
    variables,
  }
  await writeTerminal(world, capture)
  return { capture, leftOut }
}

/** Runs a project's setup, and keeps what it changed. */
export async function captureSetup(
  world: World,
  root: string,
  { command, names }: { readonly command: readonly string[]; readonly names: readonly string[] },
): Promise<Taken<SetupCapture>> {
  requirePatterns(names)
  const run = await runSetup(world, command)
  const { kept, leftOut, notes } = await readSetupRun(world, run, { command, names })
  const digest = digestCommand(root, command)
  const capture = { capturedAt: world.now.toISOString(), root, command: digest, ...kept }
  await writeSetup(world, capture)
  return { capture, leftOut, notes, compiled: await recompileProject(world, root) }
}

/**
 * What is kept of a setup: what it was seen to change, and in its place, where the two agree, what it does to any environment.
 * A setup whose effect cannot be seen, because the terminal has it already, is refused.
 */
async function readSetupRun(
  world: World,
  run: SetupRun,
  { command, names }: { readonly command: readonly string[]; readonly names: readonly string[] },
) {
  const { before, after, status, said, took } = run
  const seen = compareEnvironments(before, after, names)
  const learned = await withProgress(
    'asking it again, where nothing is loaded',
    learnSetup(world, command, took),
  )
  const isKept = (name: string) => !explainKept(name, after[name], names)
  const ops =
    'ops' in learned ? selectLearned(learned.ops, run).filter(({ name }) => isKept(name)) : []
  const known = new Set(ops.map(({ name }) => name))
  const { changes, rest } = divideOps(ops)
  const others = dropNames(seen.changes, [...known])
  const all = mergeChanges(others, changes)
  const isNothing = listChanged(all).length + rest.length === 0
  if (isNothing && status !== 0) throw failSetup(world, command, status)
  if (isNothing && 'reason' in learned) throw refuseUnseen(world, command, learned.reason)
  const loaded = listLoaded(ops, run)
  return {
    kept: { changes: all, ...(rest.length > 0 ? { ops: rest } : {}) },
    leftOut: seen.leftOut.filter(({ name }) => !known.has(name)),
    notes: [
      ...(said ? ['it printed to standard error: look above whether all of it worked'] : []),
      ...(status === 0 ? [] : [`its last command returned ${status}`]),
      ...(loaded.length > 0
        ? [
            `loaded in this terminal already, and taken from a clean environment: ${loaded.join(' ')}`,
          ]
        : []),
      ...('reason' in learned
        ? [
            `it was not asked in a clean environment, because ${learned.reason}: what this terminal had loaded already is not in it`,
          ]
        : []),
    ],
  }
}

function refuseUnseen(world: World, command: readonly string[], reason: string): ShimError {
  const name = nameCommand(digestCommand(world.cwd, command))
  const what = `${name} changed nothing here, where it may be loaded already, and could not be asked elsewhere: ${reason}`
  return new ShimError('not-ready', what, {
    remedy: 'capture it in a new terminal, before anything has loaded it',
  })
}

function requirePatterns(names: readonly string[]): readonly string[] {
  const bad = names.find((name) => !isNamePattern(name))
  if (bad === undefined) return names
  throw new ShimError('usage', `${JSON.stringify(bad)} is not a variable name`, {
    remedy: 'expected letters, digits, _ and *, not beginning with a digit',
  })
}
