import { askVersion } from '../agents/codex/version.js'
import { findAgentAbove, type RunningAgent } from '../agents/running.js'
import { describeAgent, keepSession } from '../agents/sessions.js'
import { lendCollector } from '../audit/ship/collect/detach.js'
import { compileProject, resolveRoot } from '../compile/compile.js'
import { findDeclarations } from '../declaration/declaration.js'
import { applyPlan } from '../effective/effective.js'
import { listMissingFolders } from '../effective/folders.js'
import { readReports } from '../effective/project-report.js'
import { type CompiledPlan, listNames } from '../plan/compiled.js'
import { findExecutable } from '../system/executable.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'
import { type Environment, readTerminal } from '../variables/environment.js'
import { publishOverlay } from './session-overlay.js'

/** What Codex wants of a SessionStart hook: JSON, or nothing. */
type Answer = {
  readonly hookSpecificOutput: {
    readonly hookEventName: 'SessionStart'
    readonly additionalContext: string
  }
}

/**
 * Answers Codex's SessionStart hook: the plan is made before the first command needs it, and the model is told what its
 * commands run in, so that it does not guess wrappers. Whatever goes wrong, the session goes on: then the answer is empty.
 */
export async function answerSessionStart(
  world: World,
  input: string,
  parent: number,
): Promise<string> {
  try {
    const { cwd = world.cwd, session_id: session, overlay } = parseInput(input)
    const running = findAgentAbove(parent)
    // Its sandbox may make the log read-only.
    const lent = running && lendCollector(world)
    await rememberSession(world, session, running)
    const refused = await publishOverlay(world, cwd, session, overlay)
    const context = [await describeSession(world, cwd), refused].filter(Boolean).join('\n')
    await lent
    if (context === '') return ''
    const answer: Answer = {
      hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: context },
    }
    return `${JSON.stringify(answer)}\n`
  } catch {
    return ''
  }
}

async function describeSession(world: World, cwd: string): Promise<string> {
  if (world.env[VARIABLES.switch] === 'off') return ''
  const dir = resolveRoot(cwd)
  for (const root of findDeclarations(dir)) {
    const compiled = await compileProject(world, root)
    if (compiled.state === 'failed')
      return `The environment that this project declares could not be made; commands run without it: ${compiled.problem}`
    if (compiled.state !== 'untrusted') return describePlan(compiled, readTerminal(world))
  }
  return describeUntrusted(world, dir)
}

async function describeUntrusted(world: World, dir: string): Promise<string> {
  const [nearest] = await readReports(world, dir)
  if (!nearest || nearest.trust === 'denied') return ''
  return `This project declares an environment for its commands in ${nearest.declaration}, but its user has not allowed it: commands run without it. Only the user can: codex-env-shim allow`
}

function describePlan({ plan, root, problem }: CompiledPlan, before: Environment): string {
  const environment = applyPlan(plan, before)
  const { set, prepended, removed } = listNames(plan, 'usual')
  const missing = listMissingFolders(plan, before).map(({ folder }) => folder)
  const tools = TOOLS.flatMap((tool) => describeTool(tool, environment))
  const places = PLACES.flatMap((name) =>
    environment[name] ? [`${name}=${environment[name]}`] : [],
  )
  const lines = [
    `Every command here already runs in the environment that ${root} declares (codex-env-shim). Use no wrapper for it: no \`source\`, \`activate\`, \`conda run\`, \`direnv exec\`, \`export\`.`,
    ...(tools.length > 0 ? [`On PATH: ${tools.join(', ')}.`] : []),
    ...(places.length > 0 ? [`${places.join(', ')}.`] : []),
    ...nameList('Set', set),
    ...nameList('Extended', prepended),
    ...nameList('Removed', removed),
    ...nameList('Declared, but not there', missing),
    ...(problem ? [`Its declaration is broken; an older one is in force: ${problem}`] : []),
  ]
  return lines.join('\n')
}

/** What models wrap most often. */
const TOOLS = ['python3', 'python', 'node', 'nvcc'] as const
const PLACES = ['VIRTUAL_ENV', 'CONDA_PREFIX', 'CUDA_HOME'] as const

function describeTool(tool: string, { PATH = '' }: Environment): readonly string[] {
  const file = findExecutable(tool, PATH)
  return file ? [`${tool} is ${file}`] : []
}

const SHOWN = 20

function nameList(word: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  return [`${word}: ${names.slice(0, SHOWN).join(' ')}${more}.`]
}

/** Later lines of the log name this session: who it was is known now. */
async function rememberSession(
  world: World,
  session: string | undefined,
  running: RunningAgent | undefined,
): Promise<void> {
  if (!running || session === undefined) return
  // A folder that cannot be written is no reason to tell the model nothing.
  const version = await askVersion(running.process)
  await keepSession(world, session, describeAgent(world, running, version)).catch(() => {})
}

type Input = { readonly cwd?: string; readonly session_id?: string; readonly overlay?: unknown }

function parseInput(input: string): Input {
  const value: unknown = JSON.parse(input)
  if (typeof value !== 'object' || value === null) return {}
  const members = Object.entries(value).filter(
    ([name, member]) => name === 'overlay' || typeof member === 'string',
  )
  return Object.fromEntries(members) as Input
}
