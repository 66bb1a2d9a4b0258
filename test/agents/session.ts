import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execa } from 'execa'
import { type Call, type Model, serveModel, type Tool } from './model.js'
import { type Person, withLoginShell } from './people.js'

/** The versions of Codex that package.json here pins, and what differs between them. */
export const VERSIONS = {
  '0.79.0': { package: 'codex-0.79', tool: 'shell_command' },
  '0.169.0': { package: 'codex-0.169', tool: 'exec_command' },
  '0.171.0': { package: 'codex-0.171', tool: 'exec_command' },
} as const satisfies Record<string, { readonly package: string; readonly tool: Tool }>

export type Version = keyof typeof VERSIONS

/** The version that stands for all of its like, where a test has one only. */
export const NEWEST = '0.171.0' satisfies Version

/** 0.79.0 tells a command no ids, takes library paths away and has no terminal for a call, no `allow_login_shell` and no hooks. */
export function isOld(version: Version): boolean {
  return version === '0.79.0'
}

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
  /** A home of an earlier conversation, to go on with. */
  readonly codexHome?: string
  /** Where Codex is started; the person's project unless told otherwise. */
  readonly cwd?: string
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

/** Has a conversation of exactly these calls with the real Codex, by `codex exec`. */
export async function converse(
  setting: Setting,
  calls: readonly Call[],
  args: readonly string[] = ['go'],
): Promise<Conversation> {
  return withModel(setting, calls, async ({ codexHome }) => runCodex(setting, codexHome, args))
}

/** Where a Codex that a test starts in its own way finds its home and the scripted model. */
export type Scene = {
  readonly codexHome: string
  /** Its program and the arguments, as that user's login shell has it. */
  readonly argv: (args: readonly string[]) => Promise<readonly string[]>
  /** The environment that the person's terminal hands over. */
  readonly env: Readonly<Record<string, string>>
}

/** Has a conversation of these calls with a Codex that `talk` starts and ends; `talk` answers what it printed. */
export async function withModel(
  setting: Setting,
  calls: readonly Call[],
  talk: (scene: Scene) => Promise<string>,
): Promise<Conversation> {
  const model = await serveModel(VERSIONS[setting.version].tool, calls)
  try {
    const codexHome = setting.codexHome ?? (await createCodexHome(setting, model))
    if (setting.codexHome) await pointTo(model, setting.codexHome)
    const { person, shell, version } = setting
    const transcript = await talk({
      codexHome,
      env: { ...person.env, CODEX_HOME: codexHome, SCRIPTED_MODEL_KEY: 'none' },
      argv: (args) =>
        withLoginShell(person, shell, [process.execPath, locateCodex(version), ...args]),
    })
    const answers = calls.map((_, index) => readAnswer(model.answer(index)))
    return { codexHome, answers, transcript }
  } finally {
    model.close()
  }
}

/** The program of a version. */
export function locateCodex(version: Version): string {
  return createRequire(import.meta.url).resolve(`${VERSIONS[version].package}/bin/codex.js`)
}

/** A home that was used before gets this conversation's model. */
async function pointTo(model: Model, codexHome: string): Promise<void> {
  const file = join(codexHome, 'config.toml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/^base_url = .*$/m, `base_url = "${model.url}"`))
}

let homes = 0

/** Makes the person's CODEX_HOME for a conversation with a model. */
export async function createCodexHome(
  { person, config, prepare }: Setting,
  model: { readonly url: string },
) {
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

/** Runs `codex exec` to its end; answers what it printed. */
export async function runCodex(
  setting: Setting,
  codexHome: string,
  args: readonly string[],
): Promise<string> {
  const { person, version, shell, sandbox } = setting
  const [command = '', ...rest] = await withLoginShell(person, shell, [
    // Ends the whole process group; execa would end its leader only.
    '/usr/bin/timeout',
    '--kill-after=5',
    '180',
    process.execPath,
    locateCodex(version),
    'exec',
    '--skip-git-repo-check',
    '--sandbox',
    sandbox,
    ...args,
  ])
  const { all, failed, shortMessage } = await execa(command, rest, {
    cwd: setting.cwd ?? person.project,
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
