import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execa } from 'execa'
import { type Call, type Model, serveModel, type Tool } from './model.js'
import { type Person, withLoginShell } from './people.js'

/** The versions of Codex that package.json here pins, and what differs between them. */
export const VERSIONS = {
  '0.79.0': { package: 'codex-0.79', tool: 'shell_command' },
  '0.169.0': { package: 'codex-0.169', tool: 'exec_command' },
} as const satisfies Record<string, { readonly package: string; readonly tool: Tool }>

export type Version = keyof typeof VERSIONS

/** Who talks with which Codex, and how it is set up. */
export type Setting = {
  readonly person: Person
  readonly version: Version
  /** The login shell in the user's passwd entry. */
  readonly shell: string
  readonly sandbox: 'danger-full-access' | 'workspace-write' | 'read-only'
  /** TOML tables of the user's own. */
  readonly config: string
  /** What the user does to their CODEX_HOME before they start Codex. */
  readonly prepare: (codexHome: string) => Promise<void>
}

/** What one call came to, as the model was told. */
export type Answer = { readonly text: string; readonly status: number | undefined }

/** A conversation that is over. */
export type Conversation = {
  readonly codexHome: string
  readonly answers: readonly Answer[]
  /** All that Codex printed, for a human who looks for the reason of a failure. */
  readonly transcript: string
}

/** Has a conversation of exactly these calls with the real Codex. */
export async function converse(setting: Setting, calls: readonly Call[]): Promise<Conversation> {
  const model = await serveModel(VERSIONS[setting.version].tool, calls)
  try {
    const codexHome = await createCodexHome(setting, model)
    const transcript = await runCodex(setting, codexHome)
    const answers = calls.map((_, index) => readAnswer(model.answer(index)))
    return { codexHome, answers, transcript }
  } finally {
    model.close()
  }
}

let homes = 0

async function createCodexHome({ person, config, prepare }: Setting, model: Model) {
  homes += 1
  const codexHome = join(person.home, `codex-${homes}`)
  await mkdir(codexHome)
  await writeFile(join(codexHome, 'config.toml'), renderConfig(model.url, config))
  await prepare(codexHome)
  return codexHome
}

function renderConfig(url: string, tables: string): string {
  return `# A comment that enable must keep.
model = "gpt-5-codex"
model_provider = "scripted"
approval_policy = "never"

[model_providers.scripted]
name = "scripted"
base_url = "${url}"
wire_api = "responses"
env_key = "SCRIPTED_MODEL_KEY"

${tables}`
}

async function runCodex(setting: Setting, codexHome: string): Promise<string> {
  const { person, version, shell, sandbox } = setting
  const codex = createRequire(import.meta.url).resolve(`${VERSIONS[version].package}/bin/codex.js`)
  const [command = '', ...args] = await withLoginShell(person, shell, [
    // Ends the whole process group; execa would end its leader only.
    '/usr/bin/timeout',
    '--kill-after=5',
    '180',
    process.execPath,
    codex,
    'exec',
    '--skip-git-repo-check',
    '--sandbox',
    sandbox,
    'go',
  ])
  const { all, failed, shortMessage } = await execa(command, args, {
    cwd: person.project,
    env: { ...person.env, CODEX_HOME: codexHome, SCRIPTED_MODEL_KEY: 'none' },
    extendEnv: false,
    all: true,
    stdin: 'ignore',
    reject: false,
  })
  return failed ? `${all}\n${shortMessage}` : all
}

function readAnswer(text = '(Codex never answered this call)'): Answer {
  const status = /(?:Process exited with code|Exit code:?)\s*(-?\d+)/.exec(text)?.[1]
  const at = text.indexOf('Output:\n')
  return {
    text: at < 0 ? text : text.slice(at + 'Output:\n'.length),
    status: status === undefined ? undefined : Number(status),
  }
}
