import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Agent } from '../../agents/agent.js'
import type { Drive, DriveState } from '../../agents/drive.js'
import { resolveRoot } from '../../compile/compile.js'
import { resolveApplied } from '../../effective/applied.js'
import type { CompiledPlan } from '../../plan/compiled.js'
import type { World } from '../../system/world.js'
import { type Environment, readTerminal } from '../../variables/environment.js'
import { readRecords } from '../records.js'
import { makeSampleProject, SAMPLE_TERMINAL, SAMPLE_TEXT } from '../sample.js'
import { nameCall } from '../six-calls.js'
import { judgeCall, type Verdict } from '../verdict.js'
import { makeAgentCalls } from './calls.js'
import { type AgentSetting, converseWith } from './conversation.js'
import { type InstalledAgent, requireAgent } from './program.js'
import { PLAIN } from './stage.js'

/** What came of a conversation in one state of the agent. */
export type VerifiedState = {
  /** Which state, in words; '' where there is only one. */
  readonly state: string
  readonly verdicts: readonly Verdict[]
  /** Audit lines of the conversation: one a call, if all is well. */
  readonly lines: number
}

/** What `verify AGENT` found out. */
export type AgentVerification = InstalledAgent & {
  readonly agent: string
  readonly title: string
  /** `configured`: by what `enable` wrote; `start`: by `codex-env-shim start`, because it is not enabled. */
  readonly through: 'configured' | 'start'
  readonly project: string
  readonly isSample: boolean
  readonly plan: string
  readonly states: readonly VerifiedState[]
  readonly passed: boolean
}

/** How to verify: another program than the one on PATH, or by `start` although it is enabled. */
export type AgentWish = { readonly program: string | undefined; readonly start: boolean }

/** Has the same conversation with the user's own agent without the shim and with it, in each state that matters, and judges every call. */
export async function verifyAgent(
  world: World,
  agent: Agent & { readonly drive: Drive },
  wish: AgentWish,
): Promise<AgentVerification> {
  const installed = await requireAgent(world, agent, wish.program)
  const own = await resolveApplied(world, resolveRoot(world.cwd))
  if (own) return verifyIn(world, agent, wish, { installed, compiled: own, isSample: false })
  const sample = await makeSampleProject(world, SAMPLE_TEXT)
  try {
    const compiled = await resolveApplied(world, sample.root)
    if (!compiled) throw new Error(`${sample.root} is gone`)
    return await verifyIn(world, agent, wish, { installed, compiled, isSample: true })
  } finally {
    await sample.remove()
  }
}

type Subject = {
  readonly installed: InstalledAgent
  readonly compiled: CompiledPlan
  readonly isSample: boolean
}

async function verifyIn(
  world: World,
  agent: Agent & { readonly drive: Drive },
  wish: AgentWish,
  { installed, compiled, isSample }: Subject,
): Promise<AgentVerification> {
  const through = !wish.start && agent.isEnabled(world) ? 'configured' : 'start'
  const terminal = { ...readTerminal(world), ...(isSample ? SAMPLE_TERMINAL : {}) }
  const make = (state: DriveState, way: AgentSetting['through']): AgentSetting => ({
    title: agent.title,
    program: installed.program,
    drive: agent.drive,
    state,
    cwd: compiled.root,
    environment: terminal,
    through: way,
    onAsked: (index) =>
      world.tell(
        `${agent.title} ${installed.version}, ${way === 'off' ? 'without' : 'with'} the shim: call ${index + 1}`,
      ),
  })
  const states: VerifiedState[] = []
  for (const state of agent.drive.states ?? [PLAIN]) {
    states.push(
      await verifyState(world, { compiled, terminal }, make(state, 'off'), make(state, through)),
    )
  }
  world.tell('')
  const passed = states.every(
    ({ verdicts, lines }) =>
      lines === verdicts.length &&
      verdicts.every(({ outcome, losses }) => outcome === 'ran' && losses.length === 0),
  )
  const { name, title } = agent
  const project = compiled.root
  return {
    agent: name,
    title,
    ...installed,
    through,
    project,
    isSample,
    plan: compiled.digest,
    states,
    passed,
  }
}

async function verifyState(
  world: World,
  { compiled, terminal }: { readonly compiled: CompiledPlan; readonly terminal: Environment },
  off: AgentSetting,
  on: AgentSetting,
): Promise<VerifiedState> {
  const without = await converseWith(world, off, makeAgentCalls('without'))
  const mark = randomBytes(4).toString('hex')
  const calls = makeAgentCalls(mark)
  const answers = await converseWith(world, on, calls)
  const records = await readRecords(world, mark)
  const verdicts = calls.map((call, index) =>
    judgeCall({
      call,
      answer: answers[index],
      without: without[index],
      record: records.find(({ command }) => command.startsWith(`: ${nameCall(mark, index)};`)),
      compiled,
      terminal,
      shells: join(world.places.data, 'shells'),
    }),
  )
  return { state: on.state.title, verdicts, lines: records.length }
}
