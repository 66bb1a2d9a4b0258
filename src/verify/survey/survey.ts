import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Agent } from '../../agents/agent.js'
import { ShimError } from '../../system/errors.js'
import type { World } from '../../system/world.js'
import { belongsToProcess, type Environment, readTerminal } from '../../variables/environment.js'
import { converseWith } from '../agent/conversation.js'
import { type InstalledAgent, requireAgent } from '../agent/program.js'
import { PLAIN } from '../agent/stage.js'
import { findCodex } from '../codex.js'
import { converse } from '../conversation.js'
import { makeVerifyFolder, removeVerifyFolder } from '../folder.js'
import { BELOW, makeFolderCalls } from './calls.js'
import { parseShellSight, type ShellSight } from './probe.js'

/** How an installed agent runs commands, in one of its states, without the shim. */
export type Surveyed = InstalledAgent & {
  readonly agent: string
  readonly title: string
  readonly state: string
  /** Each different way in which a shell was started, the text of the command left out. */
  readonly shells: readonly string[]
  readonly options: readonly string[]
  readonly stdin: readonly string[]
  /** Names that its commands have and the terminal has not, that they lack, and that have another value. */
  readonly added: readonly string[]
  readonly stripped: readonly string[]
  readonly changed: readonly string[]
  /** Names that the shell's own startup, or a snapshot, has changed once more. */
  readonly startup: readonly string[]
  /** Names whose value is another one in the last call than in the first. */
  readonly moving: readonly string[]
  /** Variables that hold an id. */
  readonly ids: readonly string[]
  /** Does a `cd` in one call hold in the next? Does an `export`? */
  readonly keepsDirectory: boolean
  readonly keepsVariables: boolean
}

/** Has a conversation with an installed agent, without the shim, in each of its states, and tells how it ran each command. */
export async function surveyAgent(
  world: World,
  agent: Agent,
  named: string | undefined,
): Promise<readonly Surveyed[]> {
  const installed = await requireAgent(world, agent, named)
  const surveyed: Surveyed[] = []
  for (const state of agent.drive?.states ?? [PLAIN]) {
    const cwd = makeVerifyFolder(world, 'project')
    mkdirSync(join(cwd, BELOW))
    try {
      const texts = await talk(world, agent, installed, state, cwd)
      const sights = texts.map((text) => parseShellSight(text ?? ''))
      surveyed.push({
        agent: agent.name,
        title: agent.title,
        ...installed,
        state: state.title,
        ...compare(agent, readTerminal(world), sights),
        keepsDirectory: basename(sights[2]?.cwd ?? '') === BELOW,
        keepsVariables: sights[2]?.seen[KEPT] !== undefined,
      })
    } finally {
      removeVerifyFolder(cwd)
    }
  }
  world.tell('')
  return surveyed
}

const KEPT = 'SHIM_SURVEY_KEPT'

async function talk(
  world: World,
  agent: Agent,
  { program, version }: InstalledAgent,
  state: typeof PLAIN,
  cwd: string,
): Promise<readonly (string | undefined)[]> {
  const calls = makeFolderCalls(KEPT)
  const onAsked = (index: number) => world.tell(`${agent.title} ${version}: call ${index + 1}`)
  const common = { cwd, environment: readTerminal(world), onAsked }
  if (agent.drive) {
    const { title, drive } = agent
    const setting = { ...common, title, program, drive, state, through: 'off' } as const
    return (await converseWith(world, setting, calls)).map((answer) => answer?.text)
  }
  const codex = await findCodex(world, program)
  const setting = {
    ...common,
    codex,
    config: '',
    through: 'exec',
    sandbox: 'danger-full-access',
    args: [],
    files: {},
  } as const
  return (
    await converse(
      world,
      setting,
      calls.map((call) => ({ ...call, title: '' })),
    )
  ).map((answer) => answer?.text)
}

function compare(agent: Agent, terminal: Environment, found: readonly (ShellSight | undefined)[]) {
  const sights = found.filter((sight) => sight !== undefined)
  const [first, last] = [sights[0], sights.at(-1)]
  if (!first || !last) {
    throw new ShimError('not-available', `${agent.title} ran no command that tells of its shell`, {
      remedy: 'this needs /proc, as Linux has it',
    })
  }
  const own = Object.keys(agent.drive?.env('', '') ?? {})
  const isTold = (name: string) => !belongsToProcess(name) && !own.includes(name) && name !== KEPT
  const names = (environment: Environment) => Object.keys(environment).filter(isTold).toSorted()
  const added = names(first.passed).filter((name) => terminal[name] === undefined)
  return {
    shells: unique(sights.map(({ argv }) => describeArgv(argv))),
    options: unique(sights.map(({ options }) => options)),
    stdin: unique(sights.map(({ stdin }) => stdin)),
    added,
    stripped: names(terminal).filter((name) => first.passed[name] === undefined),
    changed: names(first.passed).filter(
      (name) => terminal[name] !== undefined && terminal[name] !== first.passed[name],
    ),
    startup: unique(
      sights.flatMap(({ passed, seen }) => listDifferent(passed, seen).filter(isTold)),
    ),
    moving: listDifferent(first.seen, last.seen).filter(isTold),
    ids: added.filter((name) => /_ID$/.test(name)),
  }
}

/** The text of a command is long, or has a space; flags have none. */
function describeArgv(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w./-]{1,60}$/.test(word) ? word : '…')).join(' ')
}

function listDifferent(one: Environment, other: Environment): readonly string[] {
  const names = unique([...Object.keys(one), ...Object.keys(other)])
  return names.filter((name) => one[name] !== other[name]).toSorted()
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)]
}
