import { type Group, POSIX, type Row, type Tools } from './row.js'

/** Programs that start shells, each in its own way. */
export const CALLERS: Group = {
  name: 'callers',
  list: (tools) => [
    ...listWrappers(tools).map((row) => ({ ...row, title: `by ${row.title}` })),
    ...listPrograms(tools),
  ],
}

/** Programs that run a command line: `caller` puts themselves before it. */
function listWrappers({ witness }: Tools): readonly Row[] {
  const wrap = (title: string, ...words: readonly string[]): Row => ({
    title,
    args: ['-c', `${witness} a; exit 5`],
    stdin: 'input\n',
    caller: (shell) => [...words, shell, '-c', `${witness} a; exit 5`],
  })
  return [
    wrap('setsid', '/usr/bin/setsid', '-w'),
    wrap('nohup', '/usr/bin/nohup'),
    wrap('timeout', '/usr/bin/timeout', '20'),
    wrap('timeout in the foreground', '/usr/bin/timeout', '--foreground', '20'),
    wrap('env', '/usr/bin/env'),
    wrap('env with a variable', '/usr/bin/env', 'A=1'),
    wrap('nice', '/usr/bin/nice', '-n', '3'),
    wrap('stdbuf', '/usr/bin/stdbuf', '-oL'),
    wrap('chrt', '/usr/bin/chrt', '-b', '0'),
    wrap('flock', '/usr/bin/flock', '/tmp'),
    wrap('dash', '/bin/dash', '-c', '"$@"; echo "status $?"', '-'),
    wrap('dash in the background', '/bin/dash', '-c', '"$@" & wait $!; echo "status $?"', '-'),
    wrap('dash with its input closed', '/bin/dash', '-c', '"$@" <&-; echo "status $?"', '-'),
    wrap('dash in a pipeline', '/bin/dash', '-c', 'echo piped | "$@" | cat', '-'),
  ]
}

function listPrograms({ witness }: Tools): readonly Row[] {
  const by = (title: string, caller: NonNullable<Row['caller']>, more: Partial<Row> = {}): Row => ({
    title,
    args: [],
    caller,
    ...more,
  })
  const python = 'import subprocess,sys\nr = subprocess.run('
  return [
    by('make SHELL=', (shell) => ['/usr/bin/make', '-f', 'Makefile', `SHELL=${shell}`], {
      needs: 'make',
      shells: POSIX,
    }),
    by(
      'make -j2',
      (shell) => ['/bin/sh', '-c', 'make -Oline -j2 -f Makefile SHELL="$0" many | sort', shell],
      {
        needs: 'make',
        shells: POSIX,
      },
    ),
    by(
      'make with .SHELLFLAGS',
      (shell) => ['/usr/bin/make', '-f', 'Makefile', `SHELL=${shell}`, '.SHELLFLAGS=-euc'],
      {
        needs: 'make',
        shells: POSIX,
      },
    ),
    by(
      'xargs -P',
      (shell) => [
        '/bin/sh',
        '-c',
        `seq 1 40 | xargs -P 4 -n 1 "$0" -c 'echo "$0 $1"' n | sort`,
        shell,
      ],
      {
        shells: POSIX,
      },
    ),
    by(
      'find -exec',
      (shell) => ['/usr/bin/find', 'script', '-exec', shell, '-c', 'echo "$0"', '{}', ';'],
      {
        shells: POSIX,
      },
    ),
    by(
      'git alias',
      (shell) => ['/usr/bin/git', '-c', `alias.x=!${shell} -c 'echo "$0 $1"'`, 'x', 'a', 'b'],
      {
        needs: 'git',
        shells: POSIX,
      },
    ),
    by('a git hook', (shell) => ['/bin/sh', '-c', GIT_HOOK, shell], {
      needs: 'git',
      shells: POSIX,
    }),
    by(
      'a script with the shell in its first line',
      (shell) => ['/bin/sh', '-c', SHEBANG, shell, ''],
      {
        shells: POSIX,
      },
    ),
    by(
      'a script with an option in its first line',
      (shell) => ['/bin/sh', '-c', SHEBANG, shell, ' -e'],
      {
        shells: POSIX,
      },
    ),
    by(
      'npm’s script-shell',
      (shell) => [
        '/usr/bin/env',
        `PATH=${NODE}:/usr/bin:/bin`,
        'npm',
        'run',
        '--silent',
        '--no-update-notifier',
        `--script-shell=${shell}`,
        'show',
      ],
      {
        shells: POSIX,
      },
    ),
    by(
      'Python’s subprocess',
      (shell) => [
        '/usr/bin/python3',
        '-c',
        `${python}sys.argv[2], shell=True, executable=sys.argv[1], capture_output=True)\nprint(r.returncode, r.stderr)\nprint(r.stdout.decode())`,
        shell,
        `${witness}; echo "$0"; exit 3`,
      ],
      {
        needs: 'python3',
        shells: POSIX,
      },
    ),
    by(
      'Python’s subprocess, without any descriptor',
      (shell) => [
        '/usr/bin/python3',
        '-c',
        `${python}[sys.argv[1], '-c', sys.argv[2]], close_fds=True, start_new_session=True, stdin=subprocess.DEVNULL, capture_output=True, env={})\nprint(r.returncode, r.stderr)\nprint(r.stdout.decode())`,
        shell,
        witness,
      ],
      {
        leaves: true,
        needs: 'python3',
      },
    ),
    by('su -s', (shell) => ['/usr/bin/su', '-s', shell, 'root', '-c', `${witness} a; exit 3`], {
      needs: 'su',
      shells: POSIX,
    }),
    by('su -m', (shell) => ['/usr/bin/su', '-m', '-s', shell, 'root', '-c', 'exit 3'], {
      needs: 'su',
    }),
    by(
      'script',
      (shell) => [
        '/usr/bin/env',
        `SHELL=${shell}`,
        '/usr/bin/script',
        '-qe',
        // The end of its own input reaches the terminal whenever it likes: it must not be seen there.
        '-Enever',
        '-c',
        'tty >/dev/null && echo on a terminal',
        '/dev/null',
      ],
      {
        needs: 'script',
        shells: POSIX,
      },
    ),
    by('awk', (shell) => [
      '/usr/bin/awk',
      'BEGIN { exit system(ARGV[1] " -c \\"exit 6\\"") }',
      shell,
    ]),
    by(
      'a signal',
      (shell) => [
        '/usr/bin/timeout',
        '-s',
        'INT',
        '0.3',
        shell,
        '-c',
        'trap "echo interrupted; exit 9" INT; while :; do sleep 0.05; done',
      ],
      {
        shells: POSIX,
      },
    ),
    by('a kill', (shell) => ['/usr/bin/timeout', '0.3', shell, '-c', 'exec sleep 5']),
    by(
      'a reader that goes away',
      (shell) => [
        '/bin/dash',
        '-c',
        '{ "$0" -c "while :; do echo y; done"; echo "status $?" >&2; } | head -n 1',
        shell,
      ],
      {
        shells: POSIX,
      },
    ),
    by(
      'a reader that goes away, SIGPIPE ignored',
      (shell) => [
        '/bin/dash',
        '-c',
        'trap "" PIPE; { "$0" -c "/bin/echo y; /bin/echo y; exit 4" 2>/dev/null; echo "status $?" >&2; } | true',
        shell,
      ],
      {
        shells: POSIX,
      },
    ),
  ]
}

const NODE = process.execPath.replace(/\/[^/]*$/, '')

const GIT_HOOK = `set -e
cd "$(mktemp -d ./XXXXXX)" && git init -q .
printf '#!%s\\necho "hook of $#: $1 $GIT_DIR"\\ncat\\nexit 1\\n' "$0" >.git/hooks/commit-msg && chmod +x .git/hooks/commit-msg
git -c user.name=a -c user.email=a@b commit -q --allow-empty -m message && exit 9 || echo refused`

const SHEBANG = `cd "$(mktemp -d ./XXXXXX)" && printf '#!%s%s\\necho "$0|$-|$#|$*"\\nfalse\\necho on\\n' "$0" "$1" >shebang && chmod +x shebang && ./shebang a 'b c' -e`
