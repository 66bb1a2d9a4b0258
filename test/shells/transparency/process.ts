import { type Group, POSIX, type Row, type Tools } from './row.js'

/** What a process inherits, told by a command that the shell starts and by one that it becomes. */
export const PROCESS: Group = {
  name: 'process',
  list: (tools) => [
    ...listConditions(tools).flatMap((row) => [row, ofShell(row), ofProgram(row)]),
    ...listInputs(tools),
  ],
}

/** Signals by number: HUP, INT, QUIT, PIPE, ALRM, TERM, USR1, CHLD, TSTP, TTIN, TTOU. */
const SIGNALS = [1, 2, 3, 13, 14, 15, 10, 17, 20, 21, 22]

/** RLIMIT_CORE, NOFILE and STACK by number. */
const LIMITS = ['4:0', '7:64', '3:4194304']

const listConditions = ({ witness }: Tools): readonly Row[] =>
  [
    [],
    ...SIGNALS.map((number) => [`ignore=${number}`]),
    ...SIGNALS.map((number) => [`block=${number}`]),
    ['ignore=1', 'ignore=2', 'ignore=3', 'ignore=13'],
    ['umask=077'],
    ['umask=0'],
    ['nice=7'],
    ...LIMITS.map((limit) => [`limit=${limit}`]),
    ['alarm=60'],
    ['session'],
    ['group'],
    ['close=0'],
    ['close=1'],
    ['close=2'],
    ['close=0', 'close=1', 'close=2'],
    ['open=3:/dev/null'],
    ['open=9:/dev/zero', 'open=10:/dev/null'],
    ['open=62:/dev/null', 'open=63:/dev/null'],
    ['open=254:/dev/null', 'open=255:/dev/null', 'open=256:/dev/zero'],
    ['directory=/'],
    ['directory=/usr/bin'],
  ].map(
    (start): Row => ({
      title: start.join(' ') || 'as it is',
      args: ['-c', `${witness} a 'b c'; ${witness} last`],
      start,
      leaves: start.some((word) => word.startsWith('directory=')),
      stdin: 'some\ninput',
    }),
  )

/** The shell becomes the command. */
const ofShell = (row: Row): Row => ({
  ...row,
  title: `${row.title}, exec`,
  args: ['-c', `exec ${row.args[1]?.split('; ')[1]}`],
})

/** No shell at all. */
const ofProgram = (row: Row): Row => ({
  ...row,
  title: `${row.title}, no shell`,
  args: ['a', 'b c', ''],
  shells: ['program'],
})

function listInputs({ witness }: Tools): readonly Row[] {
  const kinds: readonly (readonly [string, Partial<Row>])[] = [
    ['a file', { stdin: 'first\nsecond' }],
    ['a pipe', { start: ['pipe=first%0asecond'] }],
    ['a socket', { start: ['socket=first%0asecond'] }],
    ['a closed descriptor', { start: ['close=0'] }],
    ['nothing', { start: ['close=0', 'open=0:/dev/null'] }],
    ['a file, in the sandbox', { stdin: 'first\nsecond', start: ['sandbox'] }],
  ]
  const levels: readonly (readonly [string, Row['env']])[] = [
    ['', {}],
    [' without SHLVL', { SHLVL: undefined }],
    [' from ssh', { SHLVL: undefined, SSH_CLIENT: '10.0.0.1 1 22', SSH2_CLIENT: 'x' }],
    [' at level 0', { SHLVL: '0', SSH_CLIENT: '10.0.0.1 1 22' }],
  ]
  return kinds.flatMap(([kind, how]) =>
    levels.flatMap(([level, env = {}]): readonly Row[] => [
      { ...how, title: `stdin is ${kind}${level}`, args: ['-c', `${witness}; exit 3`], env },
      {
        ...how,
        title: `stdin is ${kind}${level}, read by the shell`,
        args: ['-c', 'read -r a; echo "<$a>"; cat'],
        env,
        shells: POSIX,
      },
    ]),
  )
}
