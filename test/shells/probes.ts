import type { Route } from '../routes.js'
import type { How } from '../sandbox.js'

/** A run whose outcome must be the real shell's own, byte for byte. */
export type Probe = {
  readonly title: string
  readonly args: readonly string[]
  readonly how?: How
  /** Entries that end in NUL come in no particular order. */
  readonly unordered?: boolean
  /** A login shell is one only where no project suppresses profiles. */
  readonly login?: boolean
}

const EVERYWHERE: readonly Probe[] = [
  { title: 'its environment', args: ['-c', '/usr/bin/env -0'], unordered: true },
  {
    title: 'an environment of odd names and values',
    args: ['-c', '/usr/bin/env -0'],
    how: {
      env: {
        'a.b': '1',
        'x-y': '2',
        EMPTY: '',
        LINES2: 'two\nlines\n',
        TERM: 'dumb',
        LC_ALL: 'C.UTF-8',
      },
    },
    unordered: true,
  },
  {
    title: 'its standard input, unread',
    args: ['-c', '/bin/cat'],
    how: { stdin: 'first\nsecond\0third' },
  },
  { title: 'an exit status', args: ['-c', 'exit 42'] },
  { title: 'a command that is not found', args: ['-c', '/no/such/program'] },
  { title: 'a file that cannot be executed', args: ['-c', '/etc/passwd'] },
  { title: 'death by a signal', args: ['-c', "/bin/sh -c 'kill -9 $PPID'; echo survived"] },
  { title: 'its parent and its working directory', args: ['-c', '/bin/pwd; umask; ulimit -n'] },
  { title: 'its open descriptors', args: ['-c', '/bin/ls /proc/self/fd'] },
  { title: 'a syntax error', args: ['-c', 'echo (('] },
  { title: 'no command at all', args: ['-c'] },
  { title: 'an unknown option', args: ['--no-such-option', '-c', 'echo no'] },
  { title: 'a program on standard input', args: [], how: { stdin: 'echo from stdin; exit 3\n' } },
  { title: 'an empty command', args: ['-c', ''] },
]

const POSIX: readonly Probe[] = [
  // Not in fish: with --init-command, which our hook needs, fish itself forgets this failure.
  { title: 'a script that is missing', args: ['/no/such/script', 'a'] },
  {
    title: 'its arguments',
    args: ['-c', 'printf "%s\\0" "$0" "$#" "$@"', 'name', '', 'a b', 'é', 'two\nlines', '-x', '--'],
  },
  { title: 'its special parameters', args: ['-c', 'echo "$0 $# $- $_ $? $! $PPID"'] },
  { title: 'its special parameters with a name', args: ['-c', 'echo "$0 $#"', 'name'] },
  { title: 'its traps and aliases', args: ['-c', 'trap; alias'] },
  { title: 'a trap on exit', args: ['-c', 'trap "echo bye" EXIT; exit 4'] },
  { title: 'death by its own signal', args: ['-c', 'kill -TERM $$'] },
  { title: 'its limits', args: ['-c', 'ulimit -a'] },
  { title: 'tracing', args: ['-x', '-c', 'echo "$-"; f() { echo f; }; f'] },
  { title: 'tracing in one word', args: ['-xc', 'echo a'] },
  { title: 'verbose', args: ['-v', '-c', 'echo "$-"'] },
  { title: 'errexit', args: ['-e', '-c', 'echo "$-"; false; echo no'] },
  { title: 'nounset', args: ['-u', '-c', 'echo "$-"; echo "$UNSET"; echo no'] },
  { title: 'noglob', args: ['-f', '-c', 'echo "$-" /*'] },
  { title: 'allexport', args: ['-a', '-c', 'X=1; /usr/bin/env | grep ^X'] },
  { title: 'noclobber', args: ['-C', '-c', 'echo "$-"; echo x >/dev/null'] },
  { title: 'tracing and errexit', args: ['-eux', '-c', 'set -- a; echo "$1"'] },
  { title: 'an option by name', args: ['-o', 'errexit', '-c', 'echo "$-"'] },
  { title: 'arguments after -s', args: ['-s', 'a', 'b'], how: { stdin: 'echo "$0 $* $-"\n' } },
  { title: 'a missing command after --', args: ['-c', '--', 'echo "$0" "$@"', 'x', 'y'] },
  { title: 'nothing of ours', args: ['-c', 'set | grep -i codex_env; echo "<${REPLY+set}>"'] },
  { title: 'IFS', args: ['-c', 'printf %s "$IFS" | od -c'] },
  { title: 'a background job', args: ['-c', 'sleep 0 & wait $!; echo $?'] },
  { title: 'a login shell', args: ['-lc', '/usr/bin/env -0'], unordered: true, login: true },
  { title: 'a login shell, apart', args: ['-l', '-c', 'echo "$0 $-"'], login: true },
]

const BASH: readonly Probe[] = [
  { title: 'bash: options', args: ['-c', 'shopt -p; set -o'] },
  { title: 'bash: options that were asked for', args: ['-O', 'extglob', '-c', 'shopt -p; set -o'] },
  { title: 'bash: functions', args: ['-c', 'declare -F; trap -p'] },
  {
    title: 'bash: an exported function',
    args: ['-c', 'f; declare -F; /usr/bin/env -0'],
    how: { env: { 'BASH_FUNC_f%%': '() {  echo f\n}' } },
    unordered: true,
  },
  { title: 'bash: its variables', args: ['-c', 'compgen -v'] },
  {
    title: 'bash: what it knows of itself',
    args: [
      '-c',
      'echo "$BASH_EXECUTION_STRING|${BASH_SOURCE[*]}|$LINENO|${#FUNCNAME[@]}|$BASH_SUBSHELL|$SHLVL|$BASH|$SHELLOPTS|$BASHOPTS|${BASH_ARGV[*]}|${DIRSTACK[*]}"',
    ],
  },
  { title: 'bash: its hash table', args: ['-c', 'hash'] },
  { title: 'bash: an error of the command', args: ['-c', 'no_such_command; echo $?'] },
  {
    title: 'bash: strict mode',
    args: ['-euo', 'pipefail', '-c', 'echo "$-"; false | true; echo no'],
  },
  { title: 'bash: posix mode', args: ['--posix', '-c', 'echo "$-"; set -o'] },
  { title: 'bash: no profile', args: ['--noprofile', '--norc', '-c', 'echo "$-"'] },
  {
    title: 'bash: the match of a regular expression',
    args: ['-c', 'echo "${BASH_REMATCH[@]-none}"'],
  },
]

const ZSH: readonly Probe[] = [
  { title: 'zsh: options', args: ['-c', 'setopt; set -o'] },
  { title: 'zsh: functions', args: ['-c', 'print -l ${(ok)functions}; zmodload'] },
  { title: 'zsh: its parameters', args: ['-c', 'print -l ${(ok)parameters}'] },
  {
    title: 'zsh: what it knows of itself',
    args: [
      '-c',
      'print -r -- $ZSH_EXECUTION_STRING $ZSH_ARGZERO $SHLVL $LINENO $ZSH_SUBSHELL $ZSH_EVAL_CONTEXT',
    ],
  },
  { title: 'zsh: an error of the command', args: ['-c', 'no_such_command; echo $?'] },
  { title: 'zsh: no rc files', args: ['-f', '-c', 'echo $-'] },
  { title: 'zsh: an option by name', args: ['-o', 'extendedglob', '-c', 'setopt'] },
]

const FISH: readonly Probe[] = [
  {
    title: 'its arguments',
    args: ['-c', 'printf "%s\\0" (count $argv) $argv', '', 'a b', 'é', 'two\nlines', '-x', '--'],
  },
  {
    title: 'nothing of ours',
    args: ['-c', 'set -n | grep -i codex_env; functions -a | grep -i codex_env'],
  },
  { title: 'its variables', args: ['-c', 'set -n'] },
  { title: 'its functions', args: ['-c', 'functions -a -n'] },
  { title: 'a login shell', args: ['-l', '-c', 'status is-login; echo $status'], login: true },
  { title: 'death by its own signal', args: ['-c', 'kill -TERM $fish_pid'] },
]

/** Every probe for a shell. */
export function listProbes(shell: Route['shell']): readonly Probe[] {
  switch (shell) {
    case 'bash':
      return [...EVERYWHERE, ...POSIX, ...BASH]
    case 'zsh':
      return [...EVERYWHERE, ...POSIX, ...ZSH]
    case 'sh':
      return [...EVERYWHERE, ...POSIX]
    case 'fish':
      return [...EVERYWHERE, ...FISH]
  }
}
