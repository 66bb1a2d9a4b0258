import { createHash } from 'node:crypto'
import type { Call } from './model.js'
import type { Person } from './people.js'
import { HOSTILE_TEXT, LONG_COMMAND, NESTED_COMMAND, report } from './probe.js'
import { launcher, shim } from './product.js'
import { isOld, NEWEST, type Setting, type Version } from './session.js'

/** How the shim came into the person's Codex. */
export type Way = 'enabled' | 'enabled with --keep-login' | 'launcher in the passwd entry'

/** One field of the matrix: a version, a shell, a way, and the user's own config.toml. */
export type Cell = {
  readonly version: Version
  readonly shell: 'bash' | 'zsh'
  readonly way: Way
  readonly sandboxed: boolean
}

const VERSIONS: readonly Version[] = ['0.79.0', '0.169.0', NEWEST]
const SHELLS: readonly Cell['shell'][] = ['bash', 'zsh']
const WAYS: readonly Way[] = [
  'enabled',
  'enabled with --keep-login',
  'launcher in the passwd entry',
]

/** The whole matrix; the last rows have `inherit = "core"`, no SHLVL, and the workspace-write sandbox. */
export const CELLS: readonly Cell[] = [
  ...VERSIONS.flatMap((version) =>
    SHELLS.flatMap((shell) => WAYS.map((way) => ({ version, shell, way, sandboxed: false }))),
  ),
  { version: NEWEST, shell: 'bash', way: 'enabled', sandboxed: true },
  { version: NEWEST, shell: 'bash', way: 'enabled with --keep-login', sandboxed: true },
]

/** The cell's words in a test's title. */
export function describeCell({ version, shell, way, sandboxed }: Cell): string {
  return `Codex ${version}, ${shell} user, ${way}${sandboxed ? ', core environment in the sandbox' : ''}`
}

/** What the person sets up for this cell. */
export function settingOf({ version, shell, way, sandboxed }: Cell, person: Person): Setting {
  return {
    person,
    version,
    shell: way === 'launcher in the passwd entry' ? launcher(person, shell) : `/bin/${shell}`,
    sandbox: sandboxed ? 'workspace-write' : 'danger-full-access',
    config: sandboxed ? '[shell_environment_policy]\ninherit = "core" # the user\'s own\n' : '',
    prepare: async (codexHome) => {
      if (way === 'launcher in the passwd entry') return
      const flags = way === 'enabled with --keep-login' ? ['--keep-login'] : []
      await shim(person, ['enable', 'codex', ...flags], { codexHome })
    },
  }
}

/** A call of the conversation and what must come of it. */
export type Step = {
  readonly title: string
  readonly call: Call
  readonly status: number
  /** Where the command runs: the project declares an environment, elsewhere nothing does. */
  readonly place: 'project' | 'elsewhere'
  /** Other labels under which the command reports what it sees. */
  readonly labels: readonly string[]
  /** Text that must be in the output besides. */
  readonly prints: string
  /** Codex itself tells the model that it may not; no command runs. */
  readonly refused: boolean
}

const SHA256 = createHash('sha256').update(HOSTILE_TEXT).digest('hex')

/** The conversation of this cell. */
export function stepsOf(cell: Cell, { project, elsewhere }: Person): readonly Step[] {
  const step = (title: string, call: Partial<Call>, rest: Partial<Step> = {}): Step => ({
    title,
    call: { command: report(), ...call },
    status: 0,
    place: 'project',
    labels: [],
    prints: '',
    refused: false,
    ...rest,
  })
  const terminal = step('in a terminal', { tty: true })
  return [
    step('with the login flag left out', {}),
    step('with login: true', { login: true }, { refused: refusesLogin(cell) }),
    step(
      'with login: false and exit 7',
      { login: false, command: `${report()}; exit 7` },
      { status: 7 },
    ),
    ...(isOld(cell.version) ? [] : [terminal]),
    step('in a subdirectory', { workdir: `${project}/deep/er` }),
    step('outside any project', { workdir: elsewhere }, { place: 'elsewhere' }),
    step('of 20 kB', { command: LONG_COMMAND }, { prints: SHA256 }),
    step('that starts shells', { command: NESTED_COMMAND }, { labels: ['bash', 'sh'] }),
    step(
      'with the login flag left out, at the end',
      { command: `${report()}; exit 3` },
      { status: 3 },
    ),
  ]
}

/** `allow_login_shell = false`, which enable writes, is unknown to 0.79.0. */
function refusesLogin({ version, way }: Cell): boolean {
  return !isOld(version) && way === 'enabled'
}
