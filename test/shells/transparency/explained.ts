import type { Cell, Outcome } from './matrix.js'
import type { Seen } from './seen.js'

/** A difference that cannot be helped, with its reason; docs/routes.md tells it to users. */
export type Explanation = {
  readonly because: string
  readonly holds: (cell: Cell) => boolean
  /** Takes the difference out of either side. */
  readonly overlook: (seen: Seen) => Seen
}

const without =
  (...patterns: readonly RegExp[]) =>
  (seen: Seen): Seen => {
    const cut = (text: string) => patterns.reduce((rest, each) => rest.replace(each, ''), text)
    return { ...seen, stdout: cut(seen.stdout), stderr: cut(seen.stderr) }
  }

/** The native launcher leaves the work to a hook. */
const bashHook = ({ column }: Cell) =>
  column.shell === 'bash' && (column.isHook || column.name.endsWith('launcher'))
const zshHook = ({ column }: Cell) =>
  column.shell === 'zsh' && (column.isHook || column.name.endsWith('launcher'))
const throughBash = ({ column }: Cell) => !column.isHook
/** These do not read what the kernel says they were given, only whether a few names are exported. */
const short = (cell: Cell) => byPrefix(cell) || launch(cell)

const byPrefix = ({ column }: Cell) => column.name.endsWith('prefix')
const launch = ({ column }: Cell) => /^(bash|sh) launcher/.test(column.name)

/** All of them. */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    because: 'a command that is watched has the one who waits for it, and its keeper, above it',
    holds: ({ setting }) => setting.watches === true,
    overlook: without(/^ancestor \S+ -p (?:\S*\/codex-env-shim|<shell>).*\n/gm),
  },
  {
    because: 'a command that is watched has a number of its own, and is not the one that leads',
    holds: ({ setting, row }) =>
      setting.watches === true &&
      /parameters|variables|declare -p|^session|^group|^by setsid/.test(row.title),
    overlook: without(
      /^(?:declare -ir |')?(?:PPID|\$')=.*\n/gm,
      /(?<=\|)(?:<parent>|\d+)\|(?:<pid>|\d+)(?=\|)/g,
      /^(?:group|session|foreground) .*\n/gm,
    ),
  },
  {
    because: 'the alarm that a caller has set comes to the one who waits, who passes it on',
    holds: ({ setting, row }) => setting.watches === true && row.title.startsWith('alarm='),
    overlook: without(/^alarm .*\n/gm),
  },
  {
    because: 'a shell that shows what it reads (-v, SOURCE_TRACE) shows the first lines of a hook',
    holds: (cell) => bashHook(cell) || zshHook(cell),
    overlook: without(/^.*(?:__codex_env_|The zsh route|<sourcetrace>).*\n/gm),
  },
  {
    because: 'any file that BASH_ENV names leaves PIPESTATUS, BASH_ARGC and an exported LINENO so',
    holds: bashHook,
    overlook: without(/^(?:declare -a )?(?:PIPESTATUS|BASH_ARGC)\b.*\n/gm, /^env LINENO=.*\n/gm),
  },
  {
    because: 'bash, which runs the launchers and the prefix, complains of its environment itself',
    holds: throughBash,
    overlook: without(
      /^\S+: (?:warning: (?:setlocale|shell level)|BASH_COMPAT|BASH_XTRACEFD).*\n/gm,
    ),
  },
  {
    because: 'bash hands on no entry without a name or value, and of two with one name the last',
    holds: throughBash,
    overlook: without(/^env (?:TWICE=[12]|=value|WORD=?|=|)\n/gm),
  },
  {
    because: 'variables that bash keeps for itself are lost in the sh launcher and the prefix',
    holds: short,
    overlook: without(
      /^env (?:BASH|BASHPID|BASH_ARGV0|BASH_VERSION|LINENO|OPTERR|OLDPWD|PPID|PS[12]|RANDOM)=.*\n/gm,
    ),
  },
  {
    because: 'any file that BASH_ENV names hides from exec the last command of the caller, in _',
    holds: (cell) => bashHook(cell) && /^(?:_|a last command)/.test(cell.row.title),
    overlook: without(/^env _=.*\n/gm),
  },
  {
    because: 'bash unblocks SIGCHLD',
    holds: (cell) => throughBash(cell) && cell.row.title.startsWith('block=17'),
    overlook: without(/^status SigBlk:.*\n/gm),
  },
  {
    because: 'a prompt in PS1 is lost in the sh launcher and the prefix',
    holds: (cell) => byPrefix(cell) && cell.row.env?.['PS1'] !== undefined,
    overlook: (seen) => ({ ...seen, stderr: '' }),
  },
  {
    because:
      'bash makes SHLVL a plain number, and sets PWD where it was absent, and drops an empty _',
    holds: short,
    overlook: without(
      /^env SHLVL=(?: 3 |3|007|7)\n/gm,
      /^\$PWD: originally inherited.*\n/gm,
      /^env (?:PWD=.*|_=)\n/gm,
    ),
  },
  {
    because: 'an empty FUNCNEST is 0 where zsh has had another one meanwhile',
    holds: (cell) => zshHook(cell) && cell.row.title.startsWith('FUNCNEST empty'),
    overlook: without(/^env FUNCNEST=0?\n/gm),
  },
  {
    because: 'ps shows the option that a launcher adds, where something is declared',
    holds: ({ column, setting }) => column.name.endsWith('launcher') && setting.declares,
    overlook: without(/ --init-command source \\?'[^']*hook\.fish\\?'/g, / --norc(?= -c)/g),
  },
  {
    because: 'zsh’s own startup files are neither traced nor shown while a hook holds -x and -v',
    holds: (cell) =>
      zshHook(cell) &&
      cell.setting.title.includes('startup files') &&
      /[+-]\w*[xv]|verbose|xtrace/.test(cell.row.args.slice(0, 3).join(' ')),
    overlook: without(/^.*\.zshenv:.*\n/gm, /^zshenv .*\n/gm, /^echo "zshenv.*\n/gm),
  },
  {
    because:
      'the bash launcher does not read the ~/.bashrc of a remote shell where something is declared',
    holds: ({ column, setting, row }) =>
      column.name === 'bash launcher' &&
      setting.declares &&
      row.env !== undefined &&
      'SHLVL' in row.env,
    overlook: without(/^bashrc .*\n/gm),
  },
  {
    because:
      'the sh launcher reads no profile where something is declared: it would have the last word',
    holds: ({ column, setting, row }) =>
      column.name === 'sh launcher' && setting.declares && row.login === true,
    overlook: without(/^profile .*\n/gm),
  },
  {
    because: 'a script never sees the argv[0] of its caller: the real shell gets its own path',
    holds: ({ column, row }) => column.name.endsWith('launcher') && row.title.startsWith('su '),
    overlook: without(/^ancestor (?:bash|zsh|sh|fish|<shell>) -c.*\n/gm),
  },
  {
    because:
      'fish itself changes a few values; where profiles are suppressed they are what was passed',
    holds: ({ column, setting }) =>
      column.name === 'fish launcher' && setting.declares && setting.suppresses,
    overlook: without(/^env (?:ODD|BYTES|USER|E?UID|IFS|COLUMNS|LINES|fish_function_path)=.*\n/gm),
  },
  {
    because: 'fish forgets that a script is missing where a command has run before it',
    holds: ({ column, row, setting }) =>
      column.name === 'fish launcher' && setting.declares && /^"(?:\/no\/such|-")/.test(row.title),
    overlook: (seen) => ({ ...seen, status: null }),
  },
]

/** Overlooks what is explained. */
export function explain(
  cell: Cell,
  real: Seen,
  ours: Seen,
): Pick<Outcome, 'real' | 'ours' | 'explained'> {
  const explained: Explanation[] = []
  let sides: readonly [Seen, Seen] = [real, ours]
  for (const explanation of EXPLANATIONS.filter(({ holds }) => holds(cell))) {
    if (isSame(...sides)) break
    const before = sides
    sides = [explanation.overlook(sides[0]), explanation.overlook(sides[1])]
    if (!isSame(before[0], sides[0]) || !isSame(before[1], sides[1])) explained.push(explanation)
  }
  return { real: sides[0], ours: sides[1], explained }
}

/** Are two outcomes the same in every byte? */
export const isSame = (a: Seen, b: Seen): boolean => JSON.stringify(a) === JSON.stringify(b)
