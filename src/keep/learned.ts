import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { applyPlan } from '../effective/effective.js'
import { type Changes, NO_CHANGES } from '../plan/changes.js'
import { listHeld, listRead } from '../plan/choose.js'
import type { Template } from '../plan/expansion.js'
import { EMPTY_PLAN, type Op } from '../plan/plan.js'
import { readBase } from '../providers/base-environment.js'
import { parseEnvironment } from '../providers/environment.js'
import { learn } from '../providers/learn/learn.js'
import type { Scene } from '../providers/provider.js'
import { runProvider } from '../providers/run.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import type { Environment } from '../variables/environment.js'

/** What a setup does to any environment, or the reason why nobody knows. */
export type LearnedSetup = { readonly ops: readonly Op[] } | { readonly reason: string }

/** A person waits for the answers; a setup that takes a third of this is not asked again. */
const PATIENCE_MS = 30_000

/**
 * Asks a setup again, without a word, from an environment in which nothing is loaded: what a terminal has already would hide what the
 * setup does, and one run does not tell a default from a value. `took` is how long its first run was.
 */
export async function learnSetup(
  world: World,
  command: readonly string[],
  took: number,
): Promise<LearnedSetup> {
  if (took * 3 > PATIENCE_MS) return { reason: `it takes ${Math.round(took / 1000)} s` }
  const scene = setScene(world, command)
  try {
    const { ops } = await learn(scene, {
      from: 'capture',
      files: listScripts(world, command),
      ask: (extra) => ask(scene, command, extra),
      active: [],
    })
    return { ops }
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    return { reason: 'it fails where nothing is loaded' }
  }
}

function setScene(world: World, command: readonly string[]): Scene {
  // A function such as `module` is there as it is in the terminal.
  const functions = Object.entries(world.env).flatMap(([name, value]) =>
    value !== undefined && /^(?:BASH_ENV$|BASH_FUNC_)/.test(name) ? [[name, value] as const] : [],
  )
  return {
    provider: 'capture',
    args: command,
    root: world.cwd,
    place: { file: command[0] ?? '' },
    world,
    base: { ...readBase(world), ...Object.fromEntries(functions) },
    signal: AbortSignal.timeout(PATIENCE_MS),
    patienceMs: PATIENCE_MS,
    marks: join(world.places.cache, 'marks'),
  }
}

function listScripts(world: World, [name = '']: readonly string[]): readonly string[] {
  const file = resolve(world.cwd, name)
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? [file] : []
}

async function ask(scene: Scene, command: readonly string[], extra: Environment) {
  const runner = join(scene.world.places.data, 'dist/setup.bash')
  const argv = ['bash', runner, '/dev/null', '&3', ...command]
  const { data, stderr } = await runProvider(scene, argv, extra)
  if (data.length === 0) throw new ShimError('not-ready', 'it fails')
  return { after: parseEnvironment(data), watch: [], stderr }
}

/** What is known of one run in a terminal. */
type Run = { readonly before: Environment; readonly after: Environment }

/**
 * The learned operations that agree with what the run came to, a repeated entry aside; and those of names which the terminal had
 * already, so that the run could not show them.
 */
export function selectLearned(ops: readonly Op[], { before, after }: Run): readonly Op[] {
  const expected = applyPlan({ ...EMPTY_PLAN, ops }, before)
  return ops.filter(({ kind, name }) => {
    const had = before[name]
    // What a script takes away that nobody has is its own business.
    if (kind === 'unset' && had === undefined) return false
    const isThere = had !== undefined && (had === after[name] || had === expected[name])
    return isThere || dropRepeated(expected[name]) === dropRepeated(after[name])
  })
}

/** The names that have what the setup gives them in the terminal already; a default does not tell. */
export function listLoaded(ops: readonly Op[], { before }: Run): readonly string[] {
  const expected = applyPlan({ ...EMPTY_PLAN, ops }, before)
  const gives = (op: Op) => op.kind !== 'choose' || listHeld(op).length > 0
  const names = ops.filter(gives).map(({ name }) => name)
  const isLoaded = (name: string) =>
    before[name] !== undefined && dropRepeated(before[name]) === dropRepeated(expected[name])
  return [...new Set(names.filter(isLoaded))].sort()
}

function dropRepeated(value: string | undefined): string | undefined {
  return value === undefined ? undefined : [...new Set(value.split(':'))].join(':')
}

/** Operations as changes, and those that are more than a change: with what they read and what reads them, in their order. */
export function divideOps(ops: readonly Op[]): {
  readonly changes: Changes
  readonly rest: readonly Op[]
} {
  const rest = new Set(ops.filter((op) => toChange(op) === undefined))
  const touches = (op: Op) =>
    [...rest].some((one) => one.name === op.name || listRead(one).includes(op.name))
  for (let grown = true; grown; ) {
    const more = ops.filter((op) => !rest.has(op) && touches(op))
    for (const op of more) rest.add(op)
    grown = more.length > 0
  }
  const changes = ops.flatMap((op) => (rest.has(op) ? [] : [toChange(op) ?? {}]))
  return {
    changes: changes.reduce<Changes>(addChanges, NO_CHANGES),
    rest: [...ops].filter((op) => rest.has(op)),
  }
}

function addChanges(sum: Changes, one: Partial<Changes>): Changes {
  return {
    set: { ...sum.set, ...one.set },
    unset: [...sum.unset, ...(one.unset ?? [])],
    prepend: { ...sum.prepend, ...one.prepend },
    ...(sum.append || one.append ? { append: { ...sum.append, ...one.append } } : {}),
  }
}

function toChange(op: Op): Partial<Changes> | undefined {
  switch (op.kind) {
    case 'set': {
      const value = toText(op.value)
      return value === undefined ? undefined : { set: { [op.name]: value } }
    }
    case 'unset':
      return { unset: [op.name] }
    case 'prepend':
    case 'append': {
      const entries = op.entries.map(toText)
      return entries.every((entry) => entry !== undefined)
        ? { [op.kind]: { [op.name]: entries } }
        : undefined
    }
    default:
      return undefined
  }
}

function toText(value: Template): string | undefined {
  const texts = value.map((piece) => (piece.kind === 'text' ? piece.text : undefined))
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined
}
