import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NOTHING_ABOVE, readAbove } from './ancestors.js'
import type { CompiledPlan } from './compiled.js'
import { checkConsistency } from './consistency.js'
import { type Declaration, locateDeclaration, parseDeclaration } from './declaration.js'
import { renderChanges } from './dialects/posix/changes.js'
import { renderOverlays } from './dialects/posix/overlays.js'
import { quoteWord } from './dialects/posix/quote.js'
import { ShimError } from './errors.js'
import { foldLines } from './fold-lines.js'
import { readSource, requireText, type Source } from './ini/source.js'
import { readKept, stampKept } from './kept.js'
import { PROGRAM } from './names.js'
import { compilePlan, EMPTY_PLAN, type Op, type Plan } from './plan.js'
import { keepPlan } from './plan-history.js'
import { expandProjectNames } from './project-names.js'
import type { Resolution } from './providers/resolve.js'
import { makeVet, type Owner } from './secure/consent.js'
import { SECURE_MODES, type SecureMode } from './secure/settings.js'
import { locateSettings, type OnError, readSettings, type Settings } from './settings.js'
import { CLOCK_LAG_MS, linkPlan, readPlan, type StoredPlan, writePlan } from './store.js'
import { judge, type Verdict } from './trust.js'
import { watchFile } from './watched.js'
import { readClock, type World } from './world.js'
import { expandWrap } from './wrap.js'

/**
 * Compiles what the project at `dir` declares and stores it, so that the shells find it there. `lastGood` is what counts if that
 * fails, where the store has been emptied.
 */
export async function compileProject(
  world: World,
  dir: string,
  lastGood?: StoredPlan,
): Promise<CompiledPlan> {
  const path = resolve(world.cwd, dir || '/')
  const root = resolveRoot(path)
  const before = stampKept(world, root)
  const compiled = await resolveProject(world, root, lastGood)
  await Promise.all([writePlan(world, compiled), keepPlan(world, compiled)])
  // Who has published meanwhile has compiled, too, and this plan may have taken the place of that one.
  if (stampKept(world, root) !== before) return compileProject(world, dir)
  if (root !== path && isAbsolute(dir)) await linkPlan(world, root, path)
  return compiled
}

/**
 * The same for who has just written a file that the plan depends on: a plan is as old as the reading of its files, less the
 * lag of their clock, and one made at once would look older than that file.
 */
export async function recompileProject(world: World, dir: string): Promise<CompiledPlan> {
  await sleep(CLOCK_LAG_MS + 5)
  return compileProject({ ...world, now: readClock() }, dir)
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

type Inputs = {
  readonly root: string
  readonly own: Source
  readonly settings: Source
  readonly stored: StoredPlan | undefined
}

function readInputs(world: World, root: string): Inputs {
  const own = readSource(locateDeclaration(root))
  if (own.kind === 'absent') {
    throw new ShimError('no-declaration', `nothing is declared in ${root}`, {
      remedy: `${PROGRAM} init ${quoteWord(root)}`,
    })
  }
  const settings = readSource(locateSettings(world))
  return { root, own, settings, stored: readPlan(world, root) }
}

async function resolveInputs(world: World, found: Inputs): Promise<CompiledPlan> {
  const { root, own } = found
  const declaration = parseDeclaration(requireText(own) ?? '', root)
  const digest = own.kind === 'text' ? own.digest : ''
  const verdict = judge(world, root, digest)
  if (verdict !== 'allowed') {
    return finish(found, EMPTY_PLAN, {
      state: 'untrusted',
      login: 'suppress',
      onError: chooseOnError(world, found),
      secure: chooseMode(world, found),
      problem: explainVerdict(verdict, root),
    })
  }
  const settings = readSettings(world, found.settings)
  const above = declaration.inherit ? readAbove(world, root) : NOTHING_ABOVE
  const declarations = [...above.declarations, { ...declaration, digest }]
  const answered = await resolveProviders(world, root, declarations)
  const { watch: provided, notes, problem } = answered
  if (problem?.kind === 'failed')
    throw new ShimError('provider-failed', problem.text, { watch: provided })
  const { onError, secure } = settings
  if (problem) {
    const untrusted = { state: 'untrusted', login: 'suppress', problem: problem.text } as const
    return finish(found, EMPTY_PLAN, {
      ...untrusted,
      onError,
      secure: secure.mode,
      watched: above.watched,
      provided,
    })
  }
  const wanted = [...settings.restore, ...declarations.flatMap(({ restore }) => restore)]
  const kept = readKept(world, root, wanted)
  const { overlays } = kept
  const layers = [...kept.below, settings.ops, ...answered.layers, kept.above]
  const owners = listOwners(root, declarations)
  const vet = makeVet(world, secure, { owners, declarations, wanted })
  const folded = compilePlan(layers, vet)
  const { plan: mendedPlan, notes: mended } = checkConsistency(folded, existsSync)
  const plan = overlays ? { ...mendedPlan, overlays } : mendedPlan
  return finish(found, plan, {
    state: 'fresh',
    login: chooseLogin(declarations, settings),
    wrap: chooseWrap(declarations),
    onError,
    secure: secure.mode,
    problem: '',
    watched: [...above.watched, ...kept.watched],
    provided: [...provided, ...listAwaited(plan)],
    notes: [...notes, ...mended],
    allowed: digest,
  })
}

/** The layers of all declarations: of each, what its providers answered, and then its own. */
async function resolveProviders(
  world: World,
  root: string,
  declarations: readonly Declaration[],
): Promise<Resolution> {
  const requests = declarations.flatMap((one) => one.requests)
  if (requests.length === 0) return { layers: declarations.map(layerOf), watch: [], notes: [] }
  const { resolveRequests } = await import('./providers/resolve.js')
  const answered = await resolveRequests(world, root, requests)
  const layers = declarations.flatMap((one) => [
    ...requests.flatMap((request, index) =>
      request.root === one.root ? [answered.layers[index] ?? []] : [],
    ),
    layerOf(one),
  ])
  return { ...answered, layers }
}

/** Who asks for each layer of a plan: the terminal's capture, the setup script's, the user's settings, all declarations, the overlays. */
function listOwners(root: string, declarations: readonly Declaration[]): readonly Owner[] {
  const declared = declarations.flatMap((one): Owner[] => {
    return [...one.requests.map(() => project(one.root)), project(one.root)]
  })
  return [{ kind: 'line' }, project(root), { kind: 'user' }, ...declared, { kind: 'user' }]
}

function listAwaited({ ignored }: Plan) {
  return ignored.flatMap(({ awaits }) => (awaits === undefined ? [] : [watchFile(awaits)]))
}

function project(root: string): Owner {
  return { kind: 'project', root }
}

function layerOf({ ops, root }: Declaration): readonly Op[] {
  return expandProjectNames(ops, root)
}

/** While the settings are broken, what they said last still holds. */
function chooseOnError(world: World, found: Inputs): OnError {
  try {
    return readSettings(world, found.settings).onError
  } catch {
    return found.stored?.onError ?? 'last-good'
  }
}

function chooseMode(world: World, found: Inputs): SecureMode {
  try {
    return readSettings(world, found.settings).secure.mode
  } catch {
    return found.stored?.secure ?? 'default'
  }
}

function chooseLogin(declarations: readonly Declaration[], settings: Settings) {
  return declarations.findLast(({ login }) => login)?.login ?? settings.login
}

/** The nearest declaration that has one decides. */
function chooseWrap(declarations: readonly Declaration[]): readonly string[] {
  const nearest = declarations.findLast(({ wrap }) => wrap.length > 0)
  return nearest ? expandWrap(nearest.wrap, nearest.root) : []
}

/** What was good stays in force while its declaration is broken, as long as it is still allowed. */
function keepLastGood(world: World, found: Inputs, error: ShimError): CompiledPlan {
  const { root, stored } = found
  const provided = error.details.watch ?? stored?.provided?.map(({ file }) => watchFile(file)) ?? []
  const why = foldLines(error.message)
  const onError = chooseOnError(world, found)
  const mode = chooseMode(world, found)
  const isGood = stored?.allowed && judge(world, root, stored.allowed) === 'allowed'
  // What a laxer mode let through is not good any more.
  if (!isGood || SECURE_MODES.indexOf(stored.secure ?? 'off') < SECURE_MODES.indexOf(mode)) {
    const problem = `${why} (nothing of it is applied)`
    const nothing = { state: 'untrusted', login: 'suppress', onError, problem, provided } as const
    return finish(found, EMPTY_PLAN, { ...nothing, secure: mode })
  }
  return finish(found, stored.plan, {
    state: 'last-good',
    login: stored.login,
    wrap: stored.wrap ?? [],
    onError,
    secure: mode,
    problem: `${why} (the last good plan stays in force)`,
    watched: stored.watched.map(({ file }) => readSource(file)),
    provided,
    allowed: stored.allowed,
  })
}

type Findings = Pick<CompiledPlan, 'state' | 'login' | 'onError' | 'secure' | 'problem'> &
  Partial<Pick<CompiledPlan, 'watched' | 'provided' | 'notes' | 'wrap' | 'allowed'>>

function finish({ root, own, settings }: Inputs, plan: Plan, findings: Findings): CompiledPlan {
  const { watched = [], allowed = '', wrap = [] } = findings
  const others = watched.filter(({ file }) => file !== own.file && file !== settings.file)
  const changes = [...renderChanges(plan.ops, ''), ...renderOverlays(plan, '')].join('\n')
  const digest = createHash('sha256')
    .update(changes + wrap.join('\0'))
    .digest('hex')
    .slice(0, 16)
  return { root, digest, plan, ...findings, allowed, watched: [own, settings, ...others] }
}

function explainVerdict(verdict: Exclude<Verdict, 'allowed'>, root: string): string {
  const what = { changed: 'changed since it was allowed', unknown: 'is not allowed', denied: '' }
  if (verdict === 'denied') return ''
  const remedy = `run: ${PROGRAM} allow ${quoteWord(root)}`
  return foldLines(`${locateDeclaration(root)} ${what[verdict]}; ${remedy}`)
}
