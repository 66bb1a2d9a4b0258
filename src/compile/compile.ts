import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Declaration,
  locateDeclaration,
  parseDeclaration,
} from '../declaration/declaration.js'
import { requireText } from '../declaration/ini/source.js'
import { expandWrap } from '../declaration/wrap.js'
import { watchFile } from '../files/watched.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { checkConsistency } from '../plan/consistency.js'
import { compilePlan, type Plan } from '../plan/plan.js'
import { makeVet } from '../secure/consent.js'
import { readSettings, type Settings } from '../settings/settings.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { readClock, type World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import { judge, type Verdict } from '../trust/trust.js'
import { NOTHING_ABOVE, readAbove } from './ancestors.js'
import { finishPlan, finishUnapplied } from './finish.js'
import { chooseModes, type Inputs, nameModes, readInputs } from './inputs.js'
import { readKept, stampKept } from './kept.js'
import { keepLastGood } from './last-good.js'
import { listOwners, resolveProviders } from './layers.js'
import { keepPlan } from './plan-history.js'
import { CLOCK_LAG_MS, linkPlan, readPlan, type StoredPlan, writePlan } from './store.js'
import { isUndeclaredStale, resolveUndeclared } from './undeclared.js'

/**
 * Compiles what the project at `dir` declares and stores it, so that the shells find it there. `lastGood` is what counts if that
 * fails, where the store has been emptied. Without a directory it is the plan of no project.
 */
export async function compileProject(
  world: World,
  dir: string,
  lastGood?: StoredPlan,
): Promise<CompiledPlan> {
  const undeclared = dir === '' ? resolveUndeclared(world) : undefined
  if (undeclared) {
    await writePlan(world, undeclared)
    return undeclared
  }
  const path = resolve(world.cwd, dir || '/')
  const root = resolveRoot(path)
  const before = stampKept(world, root)
  const compiled = await resolveProject(world, root, lastGood)
  await Promise.all([writePlan(world, compiled), keepPlan(world, compiled)])
  await writeUndeclared(world, compiled)
  // An overlay was published meanwhile: its publisher has compiled, too, and may already have replaced this plan, or this one its.
  if (stampKept(world, root) !== before) return compileProject(world, dir)
  if (root !== path && isAbsolute(dir)) await linkPlan(world, root, path)
  return compiled
}

/** A sandboxed command cannot make the plan of no project, so that is made along, where there are settings for it to tell of. */
async function writeUndeclared(world: World, { root, exit }: CompiledPlan): Promise<void> {
  if (root === '/' || !isUndeclaredStale(world)) return
  const undeclared = exit || readPlan(world, '/') ? resolveUndeclared(world) : undefined
  if (undeclared) await writePlan(world, undeclared)
}

/**
 * The same for who has just written a file that the plan depends on: a plan is as old as the reading of its files, less the
 * lag of their clock, and one made at once would look older than that file.
 */
export async function recompileProject(world: World, dir: string): Promise<CompiledPlan> {
  return compileProject(await outwaitWriting(world), dir)
}

/** The world as somebody finds it who comes after what was just written. */
export async function outwaitWriting(world: World): Promise<World> {
  await sleep(CLOCK_LAG_MS + 5)
  return { ...world, now: readClock() }
}

/** Decides, without storing the plan, what applies in the project at `root` (a canonical path). */
export async function resolveProject(
  world: World,
  root: string,
  lastGood?: StoredPlan,
): Promise<CompiledPlan> {
  const found = { ...readInputs(world, root), ...(lastGood ? { stored: lastGood } : {}) }
  try {
    return await resolveInputs(world, found)
  } catch (error) {
    if (error instanceof ShimError) return keepLastGood(world, found, error)
    throw error
  }
}

/** The canonical path of an existing directory. */
export function resolveRoot(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    throw new ShimError('no-declaration', `no such directory: ${path}`)
  }
}

async function resolveInputs(world: World, found: Inputs): Promise<CompiledPlan> {
  const { root, own } = found
  const declaration = parseDeclaration(requireText(own) ?? '', root)
  const digest = own.kind === 'text' ? own.digest : ''
  const verdict = judge(world, root, digest)
  if (verdict === 'allowed') return resolveAllowed(world, found, { ...declaration, digest })
  const problem = explainVerdict(verdict, root)
  return finishUnapplied(found, { ...chooseModes(world, found), state: 'untrusted', problem })
}

/** What a project whose bytes are allowed comes to. */
async function resolveAllowed(
  world: World,
  found: Inputs,
  own: Declaration & { readonly digest: string },
): Promise<CompiledPlan> {
  const { root } = found
  const settings = readSettings(world, found.settings)
  const modes = nameModes(settings)
  const above = own.inherit ? readAbove(world, root) : NOTHING_ABOVE
  const declarations = [...above.declarations, own]
  const answered = await resolveProviders(world, root, declarations)
  const { watch: provided, variables, notes, problem } = answered
  if (problem?.kind === 'failed') {
    throw new ShimError('provider-failed', problem.text, { watch: provided, variables })
  }
  if (problem) {
    const { watched } = above
    const state = 'untrusted'
    return finishUnapplied(found, { ...modes, state, problem: problem.text, watched, provided })
  }
  const wanted = [...settings.restore, ...declarations.flatMap(({ restore }) => restore)]
  const { below, above: on, overlays, watched } = readKept(world, root, wanted)
  const owners = listOwners(root, declarations)
  const vet = makeVet(world, settings.secure, { owners, declarations, wanted })
  const folded = compilePlan([...below, settings.ops, ...answered.layers, on], vet)
  const { plan: mended, notes: repairs } = checkConsistency(folded, existsSync)
  const plan = overlays ? { ...mended, overlays } : mended
  return finishPlan(found, plan, {
    ...modes,
    state: 'fresh',
    login: chooseLogin(declarations, settings),
    ...chooseWrap(declarations),
    problem: '',
    watched: [...above.watched, ...watched],
    provided: [...provided, ...listAwaited(plan)],
    variables,
    notes: [...notes, ...repairs],
    allowed: own.digest,
  })
}

function listAwaited({ ignored }: Plan) {
  return ignored.flatMap(({ awaits }) => (awaits === undefined ? [] : [watchFile(awaits)]))
}

function chooseLogin(declarations: readonly Declaration[], settings: Settings) {
  return declarations.findLast(({ login }) => login)?.login ?? settings.login
}

/** The nearest declaration that has one decides. */
function chooseWrap(declarations: readonly Declaration[]): Pick<CompiledPlan, 'wrap' | 'wrapFrom'> {
  const nearest = declarations.findLast(({ wrap }) => wrap.length > 0)
  if (!nearest) return { wrap: [] }
  const { root, wrapFrom } = nearest
  return { wrap: expandWrap(nearest.wrap, root), ...(wrapFrom ? { wrapFrom } : {}) }
}

function explainVerdict(verdict: Exclude<Verdict, 'allowed'>, root: string): string {
  const what = { changed: 'changed since it was allowed', unknown: 'is not allowed', denied: '' }
  if (verdict === 'denied') return ''
  const remedy = `run: ${PROGRAM} allow ${quoteShown(root)}`
  return foldLines(`${locateDeclaration(root)} ${what[verdict]}; ${remedy}`)
}
