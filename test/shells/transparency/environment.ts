import type { Group, Row, Tools } from './row.js'

/** Environments that a shell program is likely to change on their way through. */
export const ENVIRONMENT: Group = {
  name: 'environment',
  list: (tools) => [
    ...ENVIRONMENTS.flatMap(([title, env]) => passing(tools, { title, env })),
    ...ENTRIES.flatMap(([title, ...start]) => passing(tools, { title, start })),
    ...listArguments(tools),
  ],
}

/** Names that mean something to a shell, with values it did not choose: many rows, and slow. */
export const MEANINGS: Group = {
  name: 'meaningful names',
  list: (tools) =>
    MEANINGFUL.flatMap((name) => [
      ...passing(tools, { title: `${name}=7`, env: { [name]: '7' } }),
      ...passing(tools, { title: `${name} empty`, env: { [name]: '' } }),
    ]),
}

type Condition = Pick<Row, 'title' | 'env' | 'start'>

/** Seen by a command, and by one that the shell becomes. */
const passing = ({ witness }: Tools, condition: Condition): readonly Row[] => [
  { ...condition, args: ['-c', `${witness}; exit 0`] },
  { ...condition, title: `${condition.title}, exec`, args: ['-c', `exec ${witness}`] },
  { ...condition, title: `${condition.title}, no shell`, args: [], shells: ['program'] },
]

const MEANINGFUL = [
  'BASH',
  'BASHOPTS',
  'BASHPID',
  'BASH_ARGV0',
  'BASH_COMPAT',
  'BASH_VERSION',
  'BASH_XTRACEFD',
  'CDPATH',
  'COLUMNS',
  'DIRSTACK',
  'EUID',
  'UID',
  'PPID',
  'GROUPS',
  'FUNCNAME',
  'FUNCNEST',
  'GLOBIGNORE',
  'HISTFILE',
  'HISTSIZE',
  'HISTCONTROL',
  'HOSTNAME',
  'HOSTTYPE',
  'IFS',
  'INPUTRC',
  'LINENO',
  'LINES',
  'MAIL',
  'OPTARG',
  'OPTERR',
  'OPTIND',
  'OSTYPE',
  'PIPESTATUS',
  'PROMPT_COMMAND',
  'PS1',
  'PS2',
  'PS4',
  'RANDOM',
  'REPLY',
  'SECONDS',
  'SHELL',
  'TIMEFORMAT',
  'TMOUT',
  'TMPDIR',
  'TZ',
  'ENV',
  'argv',
  'status',
  'path',
  'fpath',
  'FPATH',
  'MODULE_PATH',
  'NULLCMD',
  'PROMPT',
  'RPROMPT',
  'WORDCHARS',
  'LOGNAME',
  'USERNAME',
  'USER',
  'fish_function_path',
  'XDG_CONFIG_HOME',
  'XDG_DATA_DIRS',
  'POSIXLY_CORRECT',
  'CHILD_MAX',
  'EXECIGNORE',
  'BASH_LOADABLES_PATH',
  'INSIDE_EMACS',
  'OLDPWD',
  'PWD',
  '_',
  'TERM',
  'LANG',
]

const ENVIRONMENTS: readonly (readonly [string, Record<string, string | undefined>])[] = [
  ['odd values', { EMPTY: '', LINES2: 'two\nlines\n', BLANK: ' ', EQUALS: 'a=b=c', QUOTE: `"'\\` }],
  [
    'odd names',
    { 'a.b': '1', 'x-y': '2', 'npm_config_//r/:_token': '3', '1': '4', é: '5', ' ': '6' },
  ],
  ['names of parameters', { '?': '1', '#': '2', '*': '3', '@': '4', $: '5', '!': '6', '-': '7' }],
  ['an exported function', { 'BASH_FUNC_f%%': '() {  echo f\n}' }],
  ['an exported function of an odd name', { 'BASH_FUNC_a-b.c%%': '() {  echo f\n}' }],
  ['a function that is none', { 'BASH_FUNC_f%%': '() { echo', 'BASH_FUNC_g%%': 'text' }],
  ['a value like a function', { FUNCTION: '() { :;}; echo no' }],
  ['a long value', { LONG: 'x'.repeat(100_000) }],
  [
    'a thousand variables',
    // No bare numbers: one could be that of a process.
    Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`V${i}`, `v${i}`])),
  ],
  ['no SHLVL', { SHLVL: undefined }],
  ...[
    '0',
    '1',
    '2',
    '41',
    '998',
    '999',
    '1000',
    '-5',
    '007',
    'abc',
    '',
    ' 3 ',
    '99999999999999999999',
  ].map((level) => [`SHLVL=${level}`, { SHLVL: level }] as const),
  ['no PATH', { PATH: undefined }],
  ['an empty PATH', { PATH: '' }],
  ['no HOME', { HOME: undefined }],
  ['a locale', { LC_ALL: 'C.UTF-8' }],
  ['a language', { LANG: 'C.UTF-8', LC_MESSAGES: 'C', LANGUAGE: 'de' }],
  ['a locale that is not there', { LC_ALL: 'xx_YY.UTF-8' }],
  ['a language that is not there', { LANG: 'xx_YY.UTF-8' }],
  ['a character set that is not there', { LC_CTYPE: 'UTF-8' }],
  ['shell options', { SHELLOPTS: 'xtrace:errexit' }],
  ['bash options', { BASHOPTS: 'extglob:nullglob' }],
  ['POSIX mode', { POSIXLY_CORRECT: '1' }],
  ['POSIX mode, empty', { POSIXLY_CORRECT: '' }],
  ['a working directory that is not this one', { PWD: '/usr', OLDPWD: '/' }],
  ['a former directory that is gone', { OLDPWD: '/no/such/directory' }],
  ['a last command', { _: '/usr/bin/caller' }],
  ['a file for sh', { ENV: './rc' }],
]

/** Entries of the environment that no JavaScript string can hold, or no name. */
const ENTRIES: readonly (readonly [string, ...string[]])[] = [
  ['a value that is not UTF-8', 'put=ODD=%ff%fe'],
  ['a name that is not UTF-8', 'put=%ff=1'],
  [
    'a value of every byte',
    `put=BYTES=${Array.from({ length: 255 }, (_, i) => `%${(i + 1).toString(16).padStart(2, '0')}`).join('')}`,
  ],
  ['a name twice', 'put=TWICE=1', 'put=TWICE=2'],
  ['an entry without a name', 'put==value'],
  ['an entry without a value', 'put=WORD'],
  ['an empty entry', 'put='],
  ['no environment', 'clear'],
  ['PATH alone', 'clear', 'put=PATH=/usr/bin:/bin'],
  [
    'what cron gives',
    'clear',
    'put=HOME=/root',
    'put=LOGNAME=root',
    'put=PATH=/usr/bin:/bin',
    'put=SHELL=/bin/sh',
  ],
]

function listArguments({ witness }: Tools): readonly Row[] {
  const word = 'x'.repeat(120_000)
  return [
    { title: 'a long argument', args: ['-c', `${witness} "$@"`, 'name', word] },
    {
      title: 'ten thousand arguments',
      args: ['-c', 'echo $#', 'name', ...Array(10_000).fill('word')],
    },
    {
      title: 'the longest argument that the kernel takes',
      args: ['-c', 'printf %s "$1" | wc -c', 'name', 'x'.repeat(131_071)],
      shells: ['bash', 'zsh', 'sh'],
    },
    { title: 'a command of 100 KiB', args: ['-c', `: ${word}\nexit 7`] },
    {
      title: 'arguments that are not UTF-8',
      args: ['-c', `exec ${witness} "$@"`, '%ff', '%fe%ff', '', 'a%c3'],
      start: ['decode'],
      shells: ['bash', 'zsh', 'sh'],
    },
    {
      title: 'arguments of fish that are not UTF-8',
      args: ['-c', `exec ${witness} $argv`, '%ff', '%fe%ff', '', 'a%c3'],
      start: ['decode'],
      shells: ['fish'],
    },
    { title: 'a command that is not UTF-8', args: ['-c', 'echo %ff%fe'], start: ['decode'] },
    {
      title: 'an argument list that is too long',
      args: ['-c', '/bin/true $(seq 1 400000)'],
      shells: ['bash', 'zsh', 'sh'],
    },
  ]
}
