import { type Group, POSIX, type Row } from './row.js'

/** Every form of options that callers use, with what the shell then says of itself. */
export const INVOCATIONS: Group = {
  name: 'invocations',
  list: () => [...listPosix(), ...listBash(), ...listZsh(), ...listFish(), ...listCommon()],
}

const SHOW = 'echo "$0|$-|$#|$*|$_|$?|$!|$LINENO"'

/** A row whose title is its own command line. */
const form = (shells: Row['shells'], ...args: readonly string[]): Row => ({
  title: args.map((arg) => JSON.stringify(arg)).join(' ') || 'no argument',
  args,
  ...(shells ? { shells } : {}),
})

const login = (row: Row): Row => ({ ...row, login: true })

function listPosix(): readonly Row[] {
  const flags = ['-e', '-u', '-x', '-v', '-n', '-f', '-a', '-C', '-h', '-m', '-b', '-p', '-eu']
  const words = ['-ec', '-ce', '-xc', '-cx', '-uc', '-vc', '-fc', '-efc', '-cux', '-eufxc', '+ec']
  return [
    ...flags.map((flag) => form(POSIX, flag, '-c', SHOW, 'name', 'a b')),
    ...words.map((word) => form(POSIX, word, SHOW, 'name', '', 'b')),
    ...['+e', '+x', '+f', '+u'].map((flag) => form(POSIX, flag, '-c', SHOW)),
    form(POSIX, '-c', SHOW),
    form(POSIX, '-c', SHOW, 'name'),
    form(POSIX, '-c', SHOW, '-x', '-c', '--', '-'),
    form(POSIX, '-c', 'printf "<%s>\\n" "$0" "$@"', '', '', 'a\nb', 'é', '*', '-'),
    form(POSIX, '-c', '-x', SHOW, 'name'),
    form(POSIX, '-c', '-e', '-u', SHOW, 'name'),
    form(POSIX, '-c', '+x', SHOW, 'name'),
    form(POSIX, '-x', '-c', '-e', SHOW),
    form(POSIX, '-c', '--', SHOW, 'name'),
    form(POSIX, '-c', '-', SHOW, 'name'),
    form(POSIX, '-e', '--', '/no/such/script'),
    form(POSIX, '-e', '+e', '-c', SHOW),
    form(POSIX, '-o', 'errexit', '-c', SHOW),
    form(POSIX, '-o', 'errexit', '+o', 'errexit', '-c', SHOW),
    form(POSIX, '-c', '-o', 'errexit', SHOW, 'name'),
    form(POSIX, '-co', 'errexit', SHOW, 'name'),
    form(POSIX, '-oc', 'errexit', SHOW, 'name'),
    form(POSIX, '-eo', 'nounset', '-c', SHOW, 'name'),
    form(POSIX, '-o', 'no-such-option', '-c', SHOW),
    form(POSIX, '-o'),
    form(POSIX, '+o'),
    form(POSIX, '-c', '-o'),
    form(POSIX, '-Z', '-c', SHOW),
    form(POSIX, '-c', '-Z', SHOW),
    form(POSIX, '-cZ', SHOW),
    form(POSIX, '-i', '-c', SHOW, 'name'),
    form(POSIX, '-ic', SHOW),
    form(POSIX, '-ci', SHOW),
    login(form(POSIX, '-lc', SHOW, 'name')),
    login(form(POSIX, '-cl', SHOW)),
    login(form(POSIX, '-l', '-c', SHOW)),
    login(form(POSIX, '-c', '-l', SHOW)),
    login(form(POSIX, '-lec', SHOW)),
    login(form(POSIX, '-lic', SHOW)),
    { ...form(POSIX, '-s', 'a', 'b c'), stdin: `${SHOW}\nexit 4\n` },
    { ...form(POSIX, '-s', '--', '-a'), stdin: SHOW },
    { ...form(POSIX, '-es', 'a'), stdin: `${SHOW}\nfalse\necho no\n` },
    { ...form(POSIX, '-x'), stdin: `${SHOW}\n` },
    { ...form(POSIX, '-'), stdin: `${SHOW}\n` },
    { ...form(POSIX, '--'), stdin: `${SHOW}\n` },
    { ...form(POSIX, '-', '-x'), stdin: SHOW },
    { ...form(POSIX, '-is', 'a'), stdin: `${SHOW}\nexit 5\n`, env: { PS1: '$ ' } },
    { ...form(POSIX, '-i'), stdin: `${SHOW}\n`, env: { PS1: '$ ' } },
    { ...form(POSIX), stdin: `${SHOW}\nread line\nof the rest\necho "$line"\n` },
    { ...form(POSIX, '-c', 'read -r a; echo "$a"'), stdin: 'one\ntwo\n' },
    form(POSIX, './script', 'a', 'b'),
    form(POSIX, 'script', 'a'),
    form(POSIX, '--', './script', 'a'),
    form(POSIX, '-e', './script', '-e'),
    form(POSIX, '-x', './script'),
    form(POSIX, '-v', './script'),
    form(POSIX, '-', './script', 'a'),
    login(form(POSIX, '-l', './script', 'a')),
    form(POSIX, '.'),
    form(POSIX, './unreadable'),
    form(POSIX, './binary'),
    form(POSIX, ''),
    { ...form(POSIX, '-c', SHOW), title: 'argv[0] of the caller’s choice', argv0: 'other' },
  ]
}

function listBash(): readonly Row[] {
  const bash = (...args: readonly string[]) => form(['bash'], ...args)
  const own = `${SHOW}; shopt -p login_shell extglob; echo "$SHELLOPTS"`
  const flags = ['-B', '-E', '-H', '-P', '-T', '-k', '-t', '-r', '+B', '--restricted', '-D']
  const long = ['--norc', '--noprofile', '--posix', '--verbose', '--noediting', '--dump-strings']
  return [
    ...flags.map((flag) => bash(flag, '-c', own, 'name')),
    ...long.map((word) => bash(word, '-c', own, 'name')),
    bash('--noprofile', '--norc', '-c', own),
    bash('--norc', '--posix', '-ec', own),
    bash('-norc', '-c', own),
    bash('-login', '-c', own),
    bash('-posix', '-c', own),
    bash('-O', 'extglob', '-c', own),
    bash('+O', 'extglob', '-c', own),
    bash('-O', 'extglob', '-O', 'nullglob', '-ec', own),
    bash('-O', 'no-such-option', '-c', own),
    bash('-O'),
    bash('+O'),
    bash('-oO', 'errexit', 'extglob', '-c', own),
    bash('-cO', 'extglob', own, 'name'),
    bash('-euo', 'pipefail', '-c', own),
    bash('-euxo', 'pipefail', '-c', own, 'name', 'a'),
    bash('-o', 'pipefail', '-euc', own),
    bash('-o', 'posix', '-c', own),
    bash('-o', 'privileged', '-c', own),
    bash('-rc', `${own}; cd /`),
    bash('-pc', own),
    bash('-ep', '-c', own),
    bash('--rcfile', './rc', '-c', own),
    bash('--init-file', './rc', '-c', own),
    bash('--rcfile', './rc', '-ic', own),
    bash('--init-file', './rc', '-i', '-c', own),
    bash('--rcfile'),
    bash('--posix', '--norc', '-s', 'a'),
    bash('--debugger', '-c', 'shopt -p extdebug'),
    bash('--debug', '-c', 'shopt -p extdebug'),
    bash('-c', own, '--norc'),
    bash('-c', '--norc', own),
    login(bash('--login', '-c', own)),
    login(bash('-c', '--login', own)),
    login(bash('--login', '--noprofile', '-c', own)),
    login(bash('-lO', 'extglob', '-c', own)),
    login(bash('--login', './script', 'a')),
    login({ ...bash('-l'), stdin: own }),
    bash('--pretty-print', './script'),
    bash('-c', 'exec -a other /bin/bash --norc -c "echo \\$0"'),
  ]
}

function listZsh(): readonly Row[] {
  const zsh = (...args: readonly string[]) => form(['zsh'], ...args)
  const own = `${SHOW}; setopt`
  const flags = ['-f', '-d', '-G', '-g', '-k', '-w', '-y', '-1', '-F', '-I', '-W', '+f', '-t']
  const long = [
    '--no-rcs',
    '--norcs',
    '--no_rcs',
    '--extended-glob',
    '--noglobalrcs',
    '--sh-word-split',
  ]
  return [
    ...flags.map((flag) => zsh(flag, '-c', own, 'name')),
    ...long.map((word) => zsh(word, '-c', own, 'name')),
    zsh('-fc', own),
    zsh('-cf', own),
    zsh('-o', 'extendedglob', '-c', own),
    zsh('+o', 'nomatch', '-c', own),
    zsh('-o', 'extended_glob', '-euc', own),
    zsh('-o', 'shwordsplit', '-c', 'a="x y"; printf "<%s>" $a'),
    zsh('-o', 'ksharrays', '-c', own),
    zsh('-o', 'noglobalrcs', '-c', own),
    zsh('-o', 'norcs', '-c', own),
    zsh('-o', 'restricted', '-c', own),
    zsh('-r', '-c', own),
    zsh('--emulate', 'sh', '-c', own),
    zsh('--emulate', 'ksh', '-c', own),
    zsh('--emulate', 'csh', '-f', '-c', own),
    zsh('--emulate'),
    zsh('-b', '-c', own),
    zsh('-ob', 'errexit', '-c', own),
    login(zsh('--login', '-c', own)),
    login(zsh('-o', 'login', '-c', own)),
    login(zsh('-lfc', own)),
    login({ ...zsh('-l'), stdin: own }),
    zsh('-if', '-c', own),
    zsh('-c', 'emulate -L ksh; echo $options[ksharrays]'),
  ]
}

function listFish(): readonly Row[] {
  const fish = (...args: readonly string[]) => form(['fish'], ...args)
  const own =
    'printf "<%s>" (status filename) (status current-command) (count $argv) $argv; echo $_; status is-interactive; echo $status; status is-login; echo $status'
  return [
    fish('-c', own),
    fish('-c', own, 'a', '', 'b c', '-x', '--'),
    fish('--command', own, 'a'),
    fish(`--command=${own}`, 'a'),
    fish('-c', 'echo one', '-c', 'echo two'),
    fish('-C', 'set -g x before', '-c', 'echo $x'),
    fish('--init-command=set -g x before', '-c', 'echo $x', 'a'),
    fish('--init-command', 'set -g x before', '-c', 'echo $x'),
    fish('-Cecho', '-c', own),
    fish('-N', '-c', own),
    fish('--no-config', '-c', own),
    fish('-n', '-c', own),
    fish('-P', '-c', own),
    fish('--private', '-c', own),
    fish('-i', '-c', own),
    fish('-ic', own),
    fish('--interactive', '-c', own),
    fish('-f', 'qmark-noglob', '-c', 'echo a?'),
    fish('--features=qmark-noglob', '-c', 'echo a?'),
    fish('-d', 'nothing', '-c', own),
    fish('--print-rusage-self', '--no-such'),
    fish('./script.fish', 'a', '', '-x'),
    fish('--', './script.fish', 'a'),
    fish('-n', './script.fish'),
    fish('/no/such/script'),
    { ...fish('-'), stdin: own },
    { ...fish(), stdin: `${own}\nexit 3\n` },
    login(fish('-l', '-c', own)),
    login(fish('-lc', own)),
    login(fish('--login', '-c', own)),
    login(fish('-cl', own)),
  ]
}

function listCommon(): readonly Row[] {
  return [
    form(undefined, '-c', ''),
    form(undefined, '-c', '\n'),
    form(undefined, '-c', 'exit 42'),
    form(undefined, '-c', '# only a comment'),
    form(undefined, '-c', 'echo (('),
    form(undefined, '-c'),
    form(undefined, '--version'),
    form(undefined, '--help'),
    form(undefined, '--version', '-c', 'echo no'),
    form(undefined, '--no-such-option', '-c', 'echo no'),
    form(undefined, '-c', '/no/such/program'),
    form(undefined, '-c', '/etc/passwd'),
    form(undefined, '-c', 'no_such_command; exit 3'),
    form(undefined, '-c', "/bin/sh -c 'kill -9 $PPID'; echo survived"),
    {
      ...form(undefined),
      title: 'a program on standard input',
      stdin: 'echo from stdin; exit 3\n',
    },
    { ...form(undefined), title: 'nothing at all to read' },
  ]
}
