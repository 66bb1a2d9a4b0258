import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { isTable, parseToml, readToml } from '../toml/toml.js'
import type { Environment } from '../variables/environment.js'
import { haveTurn } from './app-server.js'
import type { Answer, Call } from './call.js'
import type { Codex } from './codex.js'
import { makeVerifyFolder, removeVerifyFolder } from './folder.js'
import { type Model, serveModel } from './model.js'

/** Who talks with which Codex, where, and set up how. */
export type Setting = {
  readonly codex: Codex
  /** The text of config.toml. */
  readonly config: string
  readonly cwd: string
  readonly environment: Environment
  /** As a command, or as the server behind an editor or the desktop app. */
  readonly through: 'exec' | 'app-server'
  readonly sandbox: string | undefined
  readonly args: readonly string[]
  /** Further files of CODEX_HOME, by name. */
  readonly files: Readonly<Record<string, string>>
  readonly onAsked: (index: number) => void
}

/** The answers of a conversation that is over, one for each call; undefined where Codex never answered. */
export type Conversation = readonly (Answer | undefined)[]

const TIME_LIMIT_MS = 180_000

/** Has a conversation of these calls with the real Codex, in a CODEX_HOME of its own that is gone afterwards. */
export async function converse(
  world: World,
  setting: Setting,
  calls: readonly Call[],
): Promise<Conversation> {
  const model = await serveModel(calls, setting.onAsked)
  const home = makeVerifyFolder(world, 'codex-home')
  try {
    for (const [name, text] of Object.entries({
      ...setting.files,
      'config.toml': setting.config,
    })) {
      writeFileSync(join(home, name), text, { mode: 0o600 })
    }
    const transcript = await runCodex(setting, home, model)
    const answers = calls.map((_, index) => model.answer(index))
    if (answers.every((answer) => answer === undefined)) rejectSilence(setting, model, transcript)
    return answers
  } finally {
    model.close()
    removeVerifyFolder(home)
  }
}

async function runCodex(setting: Setting, home: string, model: Model): Promise<string> {
  const { through, config, args } = setting
  const overrides = listOverrides(config, model.url).flatMap((one) => ['-c', one])
  const common = {
    cwd: setting.cwd,
    env: { ...withLoopback(setting.environment), CODEX_HOME: home },
    extendEnv: false,
    reject: false,
    timeout: TIME_LIMIT_MS,
    forceKillAfterDelay: 2_000,
  } as const
  const { program } = setting.codex
  if (through === 'app-server') {
    const server = execa(program, ['app-server', ...overrides, ...args], {
      ...common,
      stdin: 'pipe',
    })
    await haveTurn(server, { cwd: setting.cwd, sandbox: setting.sandbox ?? 'read-only' })
    server.kill()
    const { stderr } = await server
    return stderr
  }
  const sandbox = setting.sandbox === undefined ? [] : ['--sandbox', setting.sandbox]
  const { all, failed, shortMessage } = await execa(
    program,
    ['exec', '--skip-git-repo-check', ...overrides, ...sandbox, ...args, 'verify'],
    { ...common, all: true, stdin: 'ignore' },
  )
  return failed ? `${all}\n${shortMessage}` : all
}

const PROVIDER = 'codex-env-shim'

/** The model swapped, and nothing else of the user's started: no server of theirs, no notification, no report. */
function listOverrides(config: string, url: string): readonly string[] {
  const meaning = parseToml(config, 'config.toml')
  const provider = `{ name = "scripted", base_url = "${url}", wire_api = "responses", request_max_retries = 0, stream_max_retries = 0 }`
  const servers = readToml(meaning, ['mcp_servers'])
  const profile = readToml(meaning, ['profile'])
  const choice = (key: string) => [
    `${key}model="gpt-5-codex"`,
    `${key}model_provider="${PROVIDER}"`,
  ]
  return [
    `model_providers.${PROVIDER}=${provider}`,
    ...choice(''),
    ...(typeof profile === 'string' ? choice(`profiles.${profile}.`) : []),
    ...(isTable(servers) ? Object.keys(servers) : []).map(
      (name) => `mcp_servers.${name}.enabled=false`,
    ),
    'approval_policy="never"',
    'notify=[]',
    'check_for_update_on_startup=false',
    'analytics.enabled=false',
    'otel.exporter="none"',
  ]
}

/** A proxy of the user's is not for a model on loopback. */
function withLoopback(environment: Environment): Environment {
  const isProxied = Object.keys(environment).some((name) => /^(https?|all)_proxy$/i.test(name))
  if (!isProxied) return environment
  const rest = environment['NO_PROXY'] ?? environment['no_proxy']
  const list = ['127.0.0.1', ...(rest ? [rest] : [])].join(',')
  return { ...environment, NO_PROXY: list, no_proxy: list }
}

function rejectSilence({ codex }: Setting, model: Model, transcript: string): never {
  const offered = model.offered()
  const why =
    offered.length === 0
      ? `it never asked the model:\n${transcript.trim().split('\n').slice(-12).join('\n')}`
      : `it offers no shell tool that is known (${offered.join(', ')})`
  throw new ShimError('not-available', `Codex ${codex.version} ran no command: ${why}`)
}
