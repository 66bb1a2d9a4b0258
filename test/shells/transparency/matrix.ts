import { join } from 'node:path'
import { isMissing } from '../../programs.js'
import { type Result, run } from '../../run.js'
import type { Box } from '../../sandbox.js'
import type { Column } from './column.js'
import { type Explanation, explain, isSame } from './explained.js'
import type { Row, Shell, Tools } from './row.js'
import { type Seen, see } from './seen.js'
import type { Setting } from './setting.js'

/** One comparison: a row on a column's route, in a setting, against the same without us. */
export type Cell = {
  readonly row: Row
  readonly column: Column
  readonly setting: Setting
}

/** What came of a comparison. */
export type Outcome = {
  readonly real: Seen
  readonly ours: Seen
  /** What was overlooked in both; nothing where they are the same. */
  readonly explained: readonly Explanation[]
  readonly isDifferent: boolean
}

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'sh', 'fish']

/** Does the row exist for this shell, on this route and in this setting? */
export function isCell({ row, column, setting }: Cell): boolean {
  if (!(row.shells ?? SHELLS).includes(column.shell)) return false
  if (row.caller && !column.path) return false
  // A script never sees it, so the launchers of sh and fish do not, either.
  if (row.argv0 && !/^(?:bash|zsh) (?:hook|launcher)$/.test(column.name)) return false
  if (setting.watches && column.isHook) return false
  if (row.login && setting.suppresses) return false
  if (row.leaves && setting.declares) return false
  if (column.isHook && column.shell === 'bash' && !readsHook(row)) return false
  // Codex sets it to 1.
  if (column.name.endsWith('in Codex') && row.env && 'SHLVL' in row.env) return false
  return !(row.needs && isMissing(row.needs))
}

/**
 * Does bash read BASH_ENV at all? Not in POSIX mode, and not where it takes its caller for sshd (bash(1), INVOCATION);
 * docs/routes.md says so.
 */
function readsHook({ env = {}, start = [] }: Row): boolean {
  if (env['POSIXLY_CORRECT'] !== undefined) return false
  const isRemote = 'SSH_CLIENT' in env || start.some((word) => /^(socket|sandbox)/.test(word))
  return !(isRemote && 'SHLVL' in env)
}

/** Compares in a box of the setting. */
export async function compare(cell: Cell, box: Box, tools: Tools): Promise<Outcome> {
  const real = await runReal(cell, box, tools)
  const ours = await runOurs(cell, box, tools)
  return { ...explain(cell, real, ours), isDifferent: !isSame(real, ours) }
}

const reals = new WeakMap<Box, Map<string, Promise<Seen>>>()

/** The real shell's outcome is the same for all its routes. */
function runReal({ row, column, setting }: Cell, box: Box, tools: Tools): Promise<Seen> {
  const known = reals.get(box) ?? new Map<string, Promise<Seen>>()
  reals.set(box, known)
  const key = `${column.real} ${row.title}`
  const seen = known.get(key) ?? start(row, box, tools, column, [column.real], setting.real(box))
  known.set(key, seen)
  return seen
}

function runOurs({ row, column }: Cell, box: Box, tools: Tools): Promise<Seen> {
  const { product } = box
  const program = row.caller ? [column.path?.(product) ?? ''] : column.program(product)
  return start(row, box, tools, column, program, column.env(product))
}

async function start(
  row: Row,
  box: Box,
  tools: Tools,
  { real }: Column,
  program: readonly string[],
  added: Readonly<Record<string, string | undefined>>,
): Promise<Seen> {
  const [shell = ''] = program
  const words = row.caller ? row.caller(shell) : [...program, ...row.args]
  const argv = row.start ? [tools.start, ...withEnv(row.start, added), '--', ...words] : words
  const env = Object.entries({ ...box.env, ...CALLER, ...row.env, ...added })
  const given = env.filter((entry): entry is [string, string] => entry[1] !== undefined)
  const { stdin, argv0 } = row
  const how = { ...(stdin === undefined ? {} : { stdin }), ...(argv0 ? { argv0 } : {}) }
  const result: Result = await run(argv, {
    cwd: box.project,
    env: Object.fromEntries(given),
    ...how,
  })
  return see(result, box, row.caller ? [shell, real] : [])
}

/** A variable that a declaration takes away, and one that it takes up. */
const CALLER = { GONE: 'not yet', SOURCE: 'here' }

/** What clears the environment must leave a hook and a declaration their variables. */
function withEnv(
  conditions: readonly string[],
  added: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const entries = Object.entries({ SOURCE: CALLER.SOURCE, ...added }).filter(
    ([, value]) => value !== undefined,
  )
  const put = entries.map(([name, value]) => `put=${name}=${value}`)
  return conditions.flatMap((word) => (word === 'clear' ? [word, ...put] : [word]))
}

/** Where the rows' files are, below a box's folder. */
export const PROJECT_FILES: readonly (readonly [string, string])[] = [
  ['script', 'echo "$0|$-|$#|$*|$LINENO"\nread -r line && echo "$line"\nexit 6\n'],
  ['script.fish', 'echo (status filename) (count $argv) $argv\nexit 6\n'],
  ['rc', 'echo "rc speaks"\nRC=1\n'],
  ['binary', '\x7fELF\0\x01\0\0\n'],
  ['Makefile', MAKEFILE()],
  [
    'package.json',
    JSON.stringify({ scripts: { show: 'echo "$0|$#|$npm_lifecycle_event"; exit 3' } }),
  ],
].map(([name = '', text = '']) => [join('project', name), text] as const)

function MAKEFILE(): string {
  const targets = Array.from({ length: 12 }, (_, index) => `t${index}`).join(' ')
  return `all:\n\t@echo "$$0|$$-|$$#"; (exit 3); echo $$?\n\t@exit 4\nmany: ${targets}\n${targets}:\n\t@echo $@ | cat\n`
}
