import { join } from 'node:path'
import { expandProjectText } from '../declaration/project-names.js'
import { type Watched, watchFile } from '../files/watched.js'
import type { Op } from '../plan/plan.js'
import { readBase } from '../providers/base-environment.js'
import type { Environment } from '../providers/environment.js'
import { findProvider } from '../providers/index.js'
import type { Provider, Request, Scene } from '../providers/provider.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'
import { findUnvouched } from '../trust/trust.js'
import { type Answer, isFresh, nameRequest, readAnswers, writeAnswers } from './answers.js'

/** What all providers of a plan come to: a layer for each request, in their order, unless something is wrong. */
export type Resolution = {
  readonly layers: readonly (readonly Op[])[]
  readonly watch: readonly Watched[]
  /** Variables of the command on which the answers depend, with the values that they had; '' where there was none. */
  readonly variables: Environment
  readonly notes: readonly string[]
  /** `untrusted`: a file of the project must be allowed first; `failed`: a provider did not answer. */
  readonly problem?: { readonly kind: 'untrusted' | 'failed'; readonly text: string }
}

/** A command waits for the answer: less than the time for which others wait for its plan (shells/find/renew.sh). */
const COMMAND_PATIENCE_MS = 8_000
const PROGRESS_AFTER_MS = 1_000

/** Answers to other values of the variables that are kept. */
const MAX_OTHERS = 16

type Asked = {
  readonly scene: Scene
  readonly provider: Provider
  readonly watch: readonly Watched[]
  readonly variables: Environment
}

/** Asks the providers side by side; those whose files have not changed are not asked again. */
export async function resolveRequests(
  world: World,
  root: string,
  requests: readonly Request[],
): Promise<Resolution> {
  const asked = await Promise.all(requests.map((request) => prepare(world, request)))
  const untrusted = findUntrusted(asked)
  if (untrusted) return untrusted
  const known = readAnswers(world, root)
  const outcomes = await Promise.all(asked.map((one) => answerRequest(one, known)))
  // What a provider read is what was allowed only if it still is.
  const changed = findUntrusted(asked, explainChange)
  if (changed) return changed
  const answers = outcomes.flatMap(({ answer }) => (answer ? [answer] : []))
  if (answers.some((one) => !known.includes(one)))
    await writeAnswers(world, root, [...answers, ...keepOthers(asked, answers, known)])
  return summarize(asked, outcomes)
}

/** Agents whose variables differ take turns: what was answered to the others is kept, as far as it is still true. */
function keepOthers(
  asked: readonly Asked[],
  answers: readonly Answer[],
  known: readonly Answer[],
): readonly Answer[] {
  if (asked.every(({ variables }) => Object.keys(variables).length === 0)) return []
  const named = new Set(answers.map(({ request }) => request))
  return known.filter((one) => !named.has(one.request) && isFresh(one)).slice(0, MAX_OTHERS)
}

/** What came of one request: the answer, or why there is none; then an earlier answer is kept for the files that it names. */
type Outcome = { readonly answer?: Answer; readonly failure?: ShimError }

function summarize(asked: readonly Asked[], outcomes: readonly Outcome[]): Resolution {
  const answers = outcomes.flatMap(({ answer }) => (answer ? [answer] : []))
  const failures = outcomes.flatMap(({ failure }) => (failure ? [failure] : []))
  const named = [...answers, ...failures.map(({ details }) => details)].flatMap((one) =>
    (one.watch ?? []).map(({ file }) => watchFile(file)),
  )
  const found = {
    layers: answers.map(({ ops }) => ops),
    watch: listDistinct([...asked.flatMap(({ watch }) => watch), ...named]),
    variables: joinVariables(asked),
    notes: answers.flatMap(({ notes }) => notes),
  }
  const text = failures.map(({ message }) => foldLines(message)).join('; ')
  return text ? { ...found, problem: { kind: 'failed', text } } : found
}

/** Loads a provider and sets its scene. */
export async function prepareScene(
  world: World,
  request: Request,
): Promise<{ provider: Provider; scene: Scene }> {
  const entry = findProvider(request.provider)
  if (!entry)
    throw new ShimError('not-available', `no provider ${request.provider}`, {
      place: request.place,
    })
  const provider = await entry.load()
  const args = request.args.map((arg) => expandProjectText(arg, request.root))
  const patienceMs = world.watcher?.patienceMs ?? COMMAND_PATIENCE_MS
  const signal = AbortSignal.timeout(patienceMs)
  const marks = join(world.places.cache, 'marks')
  const base = readPassed(world, request)
  return { provider, scene: { ...request, args, world, base, signal, patienceMs, marks } }
}

/** The base, and the variables of the command that the declaration passes in. */
function readPassed(world: World, { pass = [] }: Request): Environment {
  const passed = pass.flatMap((name) => {
    const value = world.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...readBase(world), ...Object.fromEntries(passed) }
}

/** What is watched is looked at before anything is read: whatever changes meanwhile makes the answer stale. */
async function prepare(world: World, request: Request): Promise<Asked> {
  const { provider, scene } = await prepareScene(world, request)
  const names = [...(scene.pass ?? []), ...(provider.reads?.(scene) ?? [])]
  const variables = Object.fromEntries(names.map((name) => [name, world.env[name] ?? '']))
  const watch = [...new Set(provider.watch(scene))].map(watchFile)
  return { provider, scene, watch, variables }
}

function joinVariables(asked: readonly Asked[]): Environment {
  return Object.assign({}, ...asked.map(({ variables }) => variables)) as Environment
}

/** Of a file that was allowed just before. */
function explainChange(text: string, provider: string): string {
  const [file = '', remedy = ''] = text.split(' changed since it was allowed; ')
  return `${file} was changed while ${provider} was asked, so nobody knows what that has read; if it does so itself, do not watch it; otherwise ${remedy}`
}

/** The first file that nobody vouches for, as the whole outcome. */
function findUntrusted(
  asked: readonly Asked[],
  explain: (text: string, provider: string) => string = (text) => text,
): Resolution | undefined {
  for (const { provider, scene } of asked) {
    const trust = provider.trusted(scene)
    const text =
      trust.by === 'allow' ? findUnvouched(scene.world, scene.root, trust.files) : undefined
    if (!text) continue
    const watch = listDistinct(asked.flatMap((one) => one.watch))
    return {
      layers: [],
      watch,
      variables: {},
      notes: [],
      problem: { kind: 'untrusted', text: explain(text, provider.name) },
    }
  }
  return undefined
}

async function answerRequest(one: Asked, known: readonly Answer[]): Promise<Outcome> {
  const request = nameRequest(one.scene, one.variables)
  const earlier = known.find((answer) => answer.request === request)
  if (earlier && isFresh(earlier)) return { answer: earlier }
  try {
    return { answer: await ask(one, request) }
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    return { ...(earlier ? { answer: earlier } : {}), failure: error }
  }
}

async function ask({ scene, provider, watch }: Asked, request: string): Promise<Answer> {
  const { watcher } = scene.world
  const progress = () => watcher?.write(`${provider.name}: resolving ${scene.root} …\n`)
  const timer = setTimeout(progress, PROGRESS_AFTER_MS)
  try {
    const { ops, notes, watch: further } = await provider.resolve(scene)
    const known = new Set(watch.map(({ file }) => file))
    const others = [...new Set(further)].filter((file) => !known.has(file)).map(watchFile)
    return { request, ops, notes, watch: [...watch, ...others] }
  } finally {
    clearTimeout(timer)
  }
}

/** Each file once, as it was found first. */
function listDistinct(watch: readonly Watched[]): readonly Watched[] {
  return [...new Map([...watch].reverse().map((one) => [one.file, one])).values()].reverse()
}
