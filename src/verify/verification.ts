import { join } from 'node:path'
import { findHooksFile } from '../agents/codex/hooks-file.js'
import { readRoutes } from '../agents/codex/routes.js'
import { resolveRoot } from '../compile/compile.js'
import { resolveApplied } from '../effective/applied.js'
import type { CompiledPlan } from '../plan/compiled.js'
import type { World } from '../system/world.js'
import { parseToml, readToml } from '../toml/toml.js'
import { type Environment, readTerminal } from '../variables/environment.js'
import type { Answer, Call } from './call.js'
import { type Codex, findCodex } from './codex.js'
import { findMissing, type Missing } from './missing.js'
import { parseSight } from './probe.js'
import { readRecords } from './records.js'
import { makeSampleProject, SAMPLE_TERMINAL, SAMPLE_TEXT } from './sample.js'
import { nameCall } from './six-calls.js'
import { holdTalks, type Subject, type Talks, type VerifyWish } from './talks.js'
import { judgeCall, type Verdict } from './verdict.js'

/** What `verify` found out. */
export type Verification = {
  readonly codex: Codex
  readonly config: string
  readonly routes: readonly ('hook' | 'launcher')[]
  /** The hooks.json with our SessionStart hook, where it was run; null where there is none, or this Codex runs none. */
  readonly hooks: string | null
  /** The sandbox that its commands ran in, as asked for or as the configuration says. */
  readonly sandbox: string
  readonly directory: string
  /** The project whose declaration counts; is it one of ours, because nothing is declared there? */
  readonly project: string
  readonly isSample: boolean
  readonly plan: string
  readonly verdicts: readonly Verdict[]
  readonly missing: readonly Missing[]
  readonly passed: boolean
}

/** Has the same conversation with the user's own Codex with the shim and without, and judges every call. */
export async function verifyCodex(world: World, wish: VerifyWish): Promise<Verification> {
  const codex = await findCodex(world, wish.codex)
  const here = resolveRoot(world.cwd)
  const own = await resolveApplied(world, here)
  if (own)
    return verifyProject(world, { codex, wish, directory: here, compiled: own, isSample: false })
  const sample = await makeSampleProject(world, SAMPLE_TEXT)
  try {
    const compiled = await resolveApplied(world, sample.root)
    if (!compiled) throw new Error(`${sample.root} is gone`)
    return await verifyProject(world, {
      codex,
      wish,
      directory: sample.root,
      compiled,
      isSample: true,
    })
  } finally {
    await sample.remove()
  }
}

async function verifyProject(world: World, subject: Subject): Promise<Verification> {
  const { codex, directory, compiled, isSample } = subject
  const routes = readRoutes(world)
  const terminal = { ...readTerminal(world), ...(isSample ? SAMPLE_TERMINAL : {}) }
  const hooks = codex.hasHooks ? (findHooksFile(world) ?? null) : null
  const talks = await holdTalks(world, subject, { ...routes, hooks: hooks !== null }, terminal)
  const { calls, without } = talks
  const verdicts = await judgeTalks(world, compiled, terminal, talks)
  return {
    codex,
    config: routes.config.path,
    routes: ROUTE_NAMES.filter((name) => routes[name]),
    hooks,
    sandbox: subject.wish.sandbox ?? readSandbox(routes.config.path, routes.text),
    directory,
    project: compiled.root,
    isSample,
    plan: compiled.digest,
    verdicts,
    missing: compareTerminal(terminal, calls, without),
    passed: verdicts.every(({ outcome, losses }) => outcome !== 'failed' && losses.length === 0),
  }
}

async function judgeTalks(
  world: World,
  compiled: CompiledPlan,
  terminal: Environment,
  { mark, calls, without, answers }: Talks,
): Promise<readonly Verdict[]> {
  const records = await readRecords(world, mark)
  const shells = join(world.places.data, 'shells')
  return calls.map((call, index) =>
    judgeCall({
      call,
      answer: answers[index],
      without: without[index],
      record: records.find(({ command }) => command.includes(nameCall(mark, index))),
      compiled,
      terminal,
      shells,
    }),
  )
}

/** What `codex exec` runs commands in where nobody says. */
const DEFAULT_SANDBOX = 'read-only'

function readSandbox(file: string, text: string): string {
  const mode = readToml(parseToml(text, file), ['sandbox_mode'])
  return typeof mode === 'string' ? mode : DEFAULT_SANDBOX
}

const ROUTE_NAMES = ['hook', 'launcher'] as const

function compareTerminal(
  terminal: Environment,
  calls: readonly Call[],
  answers: readonly (Answer | undefined)[],
): readonly Missing[] {
  const sightOf = (index: number) => {
    const answer = answers[index]
    return answer && parseSight(answer.text)
  }
  const plain = calls.findIndex(({ login }) => login === false)
  return findMissing(terminal, { plain: sightOf(plain), usual: sightOf(0) })
}
