import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import type { Person } from './people.js'

/** One line of the audit log, as far as these tests look at it. */
export type AuditLine = {
  readonly command: string
  readonly command_file?: string
  readonly tool_call: string | null
  readonly agent: string | null
  readonly thread: string
  readonly session: string
  readonly route: string
  readonly state: string
  readonly cwd: string
}

/** The environment that the person's project declares, as a command must see it. */
export function declared({ project }: Person) {
  return {
    path: [join(project, 'bin'), join(project, 'tools')],
    libraries: join(project, 'lib'),
    values: {
      GREETING: `it's "quoted", $HOME and \`ticks\` stay`,
      POEM: 'first line\nsecond line\n\ttab, é, 漢\n',
    },
  }
}

/** Installs this repository for the person, as a newcomer would: from a copy, because installing builds in place. */
export async function install({ root, home }: Person): Promise<void> {
  const clone = join(root, 'clone')
  for (const name of await readdir(REPOSITORY)) {
    if (CLONED.test(name)) await cp(join(REPOSITORY, name), join(clone, name), { recursive: true })
  }
  await execa('./install.sh', { cwd: clone, env: { HOME: home, ...NO_XDG }, stdin: 'ignore' })
  await rm(clone, { recursive: true })
}

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const CLONED = /^(bin|\.build|docs|shells|src|install\.sh|package.*\.json|tsconfig.*\.json)$/

// npm keeps the rest of the environment: a registry, a proxy or a cache may be named there.
const NO_XDG = {
  XDG_DATA_HOME: undefined,
  XDG_CONFIG_HOME: undefined,
  XDG_STATE_HOME: undefined,
  XDG_CACHE_HOME: undefined,
}

/** Writes the project's declaration and allows it. */
export async function declareAndAllow(person: Person): Promise<void> {
  const { values } = declared(person)
  const text = `[env]
${Object.entries(values)
  .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
  .join('\n')}
[path]
PATH[] = ./bin
PATH[] = ./tools
LD_LIBRARY_PATH[] = ./lib
`
  await mkdir(join(person.project, '.codex'))
  await writeFile(join(person.project, '.codex/env.ini'), text)
  await shim(person, ['allow'], { cwd: person.project })
}

/** Runs the installed program as the person does in their terminal; fails if it fails. */
export async function shim(
  { home, env }: Person,
  args: readonly string[],
  { cwd = home, codexHome = '' } = {},
): Promise<string> {
  const bin = join(home, '.local/bin/codex-env-shim')
  const { stdout } = await execa(bin, args, {
    cwd,
    ...only({ ...env, ...(codexHome && { CODEX_HOME: codexHome }) }),
  })
  return stdout
}

/** Where the launchers are, for a passwd entry. */
export function launcher({ home }: Person, name: string): string {
  return join(home, '.local/share/codex-env-shim/shells', name)
}

/** Every audit line that is in the log file so far, the oldest first. */
export async function readLogFile(person: Person): Promise<readonly AuditLine[]> {
  return parseLines(await readFile(join(stateOf(person), 'audit.jsonl'), 'utf8'))
}

/** The same as the user sees it: what sandboxed commands had to leave elsewhere is merged in. */
export async function readLog(person: Person): Promise<readonly AuditLine[]> {
  return parseLines(await shim(person, ['log', '--json', '-n', '1000000']))
}

function parseLines(text: string): readonly AuditLine[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as AuditLine)
}

function stateOf({ home }: Person): string {
  return join(home, '.local/state/codex-env-shim')
}

/** The whole text of a command whose line holds only its head. */
export function readCommandFile(person: Person, name: string): Promise<string> {
  return readFile(join(stateOf(person), 'commands', name), 'utf8')
}

function only(env: Readonly<Record<string, string>>) {
  return { env, extendEnv: false, stdin: 'ignore' } as const
}
