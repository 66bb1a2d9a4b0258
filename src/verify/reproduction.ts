import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nameCommand } from '../agents/codex/hooks-file.js'
import { makeEnabledConfig } from '../agents/codex/routes.js'
import { renderHooks } from '../agents/codex/session-hook.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'
import { type Environment, readTerminal } from '../variables/environment.js'
import type { Call } from './call.js'
import { type Codex, findCodex } from './codex.js'
import { converse } from './conversation.js'
import { makeVerifyFolder, removeVerifyFolder } from './folder.js'
import { makeSampleProject } from './sample.js'
import { HOOK_RAN, SEED_CASES, type SeedCase, type Stage } from './seed-cases.js'

/** What one case came to. */
export type Reproduced = {
  readonly id: string
  readonly title: string
  readonly expected: string
  /** What the command saw; undefined where this Codex cannot play the case. */
  readonly before: string | undefined
  readonly after: string | undefined
  readonly remedy: string
  /** `mended`: wrong without the shim, right with it; `right anyway`: this Codex does it by itself. */
  readonly verdict: 'mended' | 'right anyway' | 'not mended' | 'not possible'
}

/** Every case on one Codex. */
export type Reproduction = { readonly codex: Codex; readonly cases: readonly Reproduced[] }

/** Plays every case on the user's own Codex, without the shim and then with it. */
export async function reproduce(world: World, named: string | undefined): Promise<Reproduction> {
  const codex = await findCodex(world, named)
  const cases: Reproduced[] = []
  for (const one of SEED_CASES) {
    world.tell(`Codex ${codex.version}: case ${one.id}`)
    cases.push(await playCase(world, codex, one))
  }
  world.tell('')
  return { codex, cases }
}

async function playCase(world: World, codex: Codex, one: SeedCase): Promise<Reproduced> {
  const { id, title, remedy } = one
  const told = { id, title, remedy }
  const sample = await makeSampleProject(world, one.declaration)
  const home = makeVerifyFolder(world, 'home')
  const stage = { home, project: sample.root }
  const expected = one.expected(stage)
  try {
    writeFiles(home, one.profiles?.(stage) ?? {})
    writeFiles(sample.root, one.programs ?? {})
    const notPossible = { before: undefined, after: undefined, verdict: 'not possible' } as const
    if (one.hooks && !codex.hasHooks) return { ...told, expected, ...notPossible }
    const before = await play(world, codex, one, stage, 'without')
    if (one.hooks && !existsSync(join(stage.project, HOOK_RAN))) {
      return { ...told, expected, ...notPossible }
    }
    const after = await play(world, codex, one, stage, 'with')
    return { ...told, expected, before, after, verdict: judge(expected, before, after) }
  } finally {
    removeVerifyFolder(home)
    await sample.remove()
  }
}

async function play(
  world: World,
  codex: Codex,
  one: SeedCase,
  stage: Stage,
  side: 'with' | 'without',
): Promise<string | undefined> {
  const sessionStart = side === 'with' ? nameCommand(world) : undefined
  const calls = one.commands.map((command): Call => ({ title: '', command }))
  const answers = await converse(
    world,
    {
      codex,
      config: side === 'with' ? makeEnabledConfig(world, '') : '',
      cwd: stage.project,
      environment: makeAgentEnvironment(world, one, stage, side),
      through: one.through,
      sandbox: 'danger-full-access',
      args: one.hooks ? ['--dangerously-bypass-hook-trust'] : [],
      files: one.hooks ? { 'hooks.json': renderHooks(one.hooks(stage, sessionStart)) } : {},
      onAsked: () => {},
    },
    calls,
  )
  const text = answers.at(-1)?.text
  return text === undefined ? undefined : /<([^>]*)>/.exec(text)?.[1]
}

/** The user's own terminal, but for what the case is about and for the profiles, which are the case's. */
function makeAgentEnvironment(
  world: World,
  one: SeedCase,
  stage: Stage,
  side: 'with' | 'without',
): Environment {
  const { LD_LIBRARY_PATH: _, BASH_ENV, ZDOTDIR, ...terminal } = readTerminal(world)
  const asked = one.terminal(stage)
  // Codex itself may be a Node script.
  const path = [asked['PATH'] ?? terminal['PATH'], dirname(process.execPath)].join(':')
  const own = { ...asked, ...one.agent, HOME: stage.home, PATH: path }
  return { ...terminal, ...own, ...(side === 'without' ? { [VARIABLES.switch]: 'off' } : {}) }
}

function judge(
  expected: string,
  before: string | undefined,
  after: string | undefined,
): Reproduced['verdict'] {
  if (after !== expected) return 'not mended'
  return before === expected ? 'right anyway' : 'mended'
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    if (text.startsWith('#!')) chmodSync(file, 0o755)
  }
}
