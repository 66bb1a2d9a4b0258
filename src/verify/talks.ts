import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { nameCommand } from '../agents/codex/hooks-file.js'
import type { readRoutes } from '../agents/codex/routes.js'
import { renderHooks } from '../agents/codex/session-hook.js'
import { locateDeclaration } from '../declaration/declaration.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'
import type { Environment } from '../variables/environment.js'
import type { Answer, Call } from './call.js'
import type { Codex } from './codex.js'
import { converse, type Setting } from './conversation.js'
import { makeSixCalls } from './six-calls.js'

/** How to verify. */
export type VerifyWish = {
  readonly codex: string | undefined
  readonly sandbox: string | undefined
}

/** Whose Codex is asked about which plan. */
export type Subject = {
  readonly codex: Codex
  readonly wish: VerifyWish
  readonly directory: string
  readonly compiled: CompiledPlan
  readonly isSample: boolean
}

/** The six calls, and what each was answered without the shim and with it. */
export type Talks = {
  /** By which the calls are found in the log. */
  readonly mark: string
  readonly calls: readonly Call[]
  readonly without: readonly (Answer | undefined)[]
  readonly answers: readonly (Answer | undefined)[]
}

/** Has the six calls made, first without the shim and then with it. */
export async function holdTalks(
  world: World,
  subject: Subject,
  routes: Pick<ReturnType<typeof readRoutes>, 'text' | 'without'> & { readonly hooks: boolean },
  terminal: Environment,
): Promise<Talks> {
  const mark = randomBytes(4).toString('hex')
  const elsewhere = dirname(locateDeclaration(subject.compiled.root))
  const calls = makeSixCalls(mark, elsewhere)
  const off = { ...terminal, [VARIABLES.switch]: 'off' }
  const bare = makeSetting(world, subject, routes.without, off)
  const without = await converse(world, bare, makeSixCalls('without', elsewhere))
  const plain = makeSetting(world, subject, routes.text, terminal)
  const shimmed = routes.hooks ? withHook(world, plain) : plain
  const answers = await converse(world, shimmed, calls)
  world.tell('')
  return { mark, calls, without, answers }
}

/** Codex asks before it runs a hook of a CODEX_HOME that it does not know; this one is ours. */
function withHook(world: World, setting: Setting): Setting {
  const files = { 'hooks.json': renderHooks(nameCommand(world)) }
  return { ...setting, files, args: ['--dangerously-bypass-hook-trust'] }
}

function makeSetting(
  world: World,
  { codex, wish, directory }: Subject,
  config: string,
  environment: Environment,
): Setting {
  const words = environment[VARIABLES.switch] === 'off' ? 'without the shim' : 'with the shim'
  return {
    codex,
    config,
    cwd: directory,
    environment,
    through: 'exec',
    sandbox: wish.sandbox,
    args: [],
    files: {},
    onAsked: (index) => world.tell(`Codex ${codex.version}, ${words}: call ${index + 1}`),
  }
}
