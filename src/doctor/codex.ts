import { basename } from 'node:path'
import { findRunningAgents, type RunningAgent } from '../agents/running.js'
import { ShimError } from '../system/errors.js'
import { canReadProcesses } from '../system/processes.js'
import { belongsToProcess, diffEnvironments, type Environment } from '../variables/environment.js'
import { findCodex } from '../verify/codex.js'
import { type Finding, ok, type Patient, warn } from './check.js'

/** Versions that take LD_* and DYLD_* out of their own environment before they start: openai/codex#8945, mended by #8951. */
const STRIPS = { from: [0, 43], until: [0, 80] } as const

/** Which Codex is there, and does it take library paths away? */
export async function checkCodex({ world, effective }: Patient): Promise<Finding> {
  const codex = await findCodex(world, undefined).catch((error: Error) => error)
  if (codex instanceof ShimError) return ok(codex.what)
  if (codex instanceof Error) throw codex
  const said = `${codex.program}, version ${codex.version}`
  if (!strips(codex.version)) return ok(said, 'it passes LD_* and DYLD_* on')
  const lost = Object.keys(effective.before).filter((name) => /^(LD|DYLD)_/.test(name))
  const declared = new Set(effective.compiled?.plan.ops.map(({ name }) => name))
  const missing = lost.filter((name) => !declared.has(name))
  const evidence = [said, 'it takes LD_* and DYLD_* away before it starts']
  if (missing.length === 0) return ok(...evidence, 'nothing of this terminal is lost by that')
  return warn([...evidence, `lost: ${missing.join(' ')}`], 'declare them under [path] or [env]')
}

function strips(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isBefore = ([one, other]: readonly [number, number]) =>
    major < one || (major === one && minor < other)
  return !isBefore(STRIPS.from) && isBefore(STRIPS.until)
}

/** What differs from one terminal to the next without anybody having set it. */
const OF_A_TERMINAL =
  /^(TERM|COLORTERM|LS_COLORS|SSH_|WINDOWID|TMUX|STY|DISPLAY|WAYLAND|XDG_|DBUS_|VTE_|ITERM|KITTY|GPG_|LINES|COLUMNS|npm_|NODE_OPTIONS|VSCODE_|CURSOR_)/

/** Which agents run, started by whom, and what do they have that this terminal doesn't? */
export function checkAgents({ world, effective }: Patient): Finding {
  if (!canReadProcesses()) return ok('this system does not tell of other processes')
  const running = findRunningAgents(world)
  if (running.length === 0) return ok('no agent is running')
  const declared = new Set(effective.compiled?.plan.ops.map(({ name }) => name))
  const told = running.map((agent) => ({ agent, stale: listStale(agent, effective.before) }))
  const evidence = told.flatMap(({ agent, stale }) => describeAgent(agent, stale, declared))
  const open = told.some(({ stale }) => stale.some((name) => !declared.has(name)))
  if (!open) return ok(...evidence)
  return warn(evidence, 'start it again from this terminal, or declare what its commands need')
}

function listStale({ process }: RunningAgent, terminal: Environment): readonly string[] {
  return diffEnvironments(process.environment ?? {}, terminal)
    .map(({ name }) => name)
    .filter((name) => !belongsToProcess(name) && !OF_A_TERMINAL.test(name))
}

const SHOWN = 12

function describeAgent(
  { agent, mode, process }: RunningAgent,
  stale: readonly string[],
  declared: ReadonlySet<string>,
): readonly string[] {
  const started = process.startedAt.toISOString().slice(0, 19)
  const head = `${agent.title} ${mode}, process ${process.pid} (${basename(process.exe)}), since ${started}Z`
  if (stale.length === 0) return [`${head}: as this terminal`]
  const words = stale
    .slice(0, SHOWN)
    .map((name) => (declared.has(name) ? `${name} (declared)` : name))
  const more = stale.length > SHOWN ? ` and ${stale.length - SHOWN} more` : ''
  return [`${head}: other than here: ${words.join(' ')}${more}`]
}
