import { findDeclaredNames } from '../capture/declared.js'
import { compareEnvironments } from '../capture/difference.js'
import { findLoginShell, readLoginShell } from '../capture/login-shell.js'
import { type Selection, selectCaptured, USUAL_NAMES } from '../capture/selection.js'
import { runSetup } from '../capture/setup.js'
import { digestCommand } from '../capture/setup-command.js'
import {
  readTerminal,
  type SetupCapture,
  type TerminalCapture,
  writeSetup,
  writeTerminal,
} from '../capture/store.js'
import { recompileProject } from '../compile/compile.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { isNamePattern } from '../variables/name-pattern.js'

/** A new capture, and what was asked for and is not in it. */
export type Taken<Capture> = {
  readonly capture: Capture
  readonly leftOut: Selection['leftOut']
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
  const { before, after } = await runSetup(world, command)
  const { changes, leftOut } = compareEnvironments(before, after, names)
  const kept = digestCommand(root, command)
  const capture = { capturedAt: world.now.toISOString(), root, command: kept, changes }
  await writeSetup(world, capture)
  return { capture, leftOut, compiled: await recompileProject(world, root) }
}

function requirePatterns(names: readonly string[]): readonly string[] {
  const bad = names.find((name) => !isNamePattern(name))
  if (bad === undefined) return names
  throw new ShimError('usage', `${JSON.stringify(bad)} is not a variable name`, {
    remedy: 'expected letters, digits, _ and *, not beginning with a digit',
  })
}
