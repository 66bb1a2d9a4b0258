import fc from 'fast-check'
import type { Route } from '../../routes.js'

const POSIX = ['-c', '-e', '-u', '-x', '-v', '-f', '-a', '-n', '-ec', '-ce', '-xc', '-efc', '-euxc']
const MORE = ['+e', '+x', '-C', '-h', '-m', '-b', '-o', '+o', '-eo', '-s', '--', '-', '-Z', '-cZ']
const NAMES = ['errexit', 'nounset', 'noglob', 'pipefail', 'no-such-option', 'extglob', 'posix']
const SHOW = ['echo "$0|$-|$#|$*"', 'echo "$1"; exit 3', 'false; echo on', ':', './script']
const WORDS = [
  '',
  'name',
  'a b',
  '*',
  "it's",
  'é',
  './no-such-script',
  'no-such-program',
  '-x',
  '--no-such',
]

/** The options of each shell beside those that all have; none that asks for a login shell or a terminal. */
const OPTIONS = {
  bash: [...POSIX, ...MORE, ...NAMES].concat(
    ['-O', '+O', '-B', '-T', '-r', '-p', '-cO', '-oO', '-co', '-t', '-k', '+B', '-euo', '-P'],
    ['--norc', '--noprofile', '--posix', '--rcfile', '--init-file', '--restricted', '--verbose'],
    ['-norc', '-posix', '--debug', '--debugger', '--help-me'],
  ),
  sh: [...POSIX, ...MORE, ...NAMES].concat(['-co', '-oc', '-I', '-V', '-E', '-pc', '-eu']),
  zsh: [...POSIX, ...MORE, ...NAMES].concat(
    ['-d', '-G', '-k', '-w', '-y', '-F', '-W', '-r', '-b', '-oc', '-eco', '-1', '-ob'],
    ['--no-rcs', '--emulate', 'sh', 'ksh', '--extended-glob', '--sh-word-split', 'shwordsplit'],
  ),
  fish: [
    '-c',
    '-C',
    '-N',
    '-n',
    '-P',
    '-f',
    '-d',
    '-o',
    '-Cecho',
    '-nc',
    '-Pc',
    '--',
    '-',
    '-Z',
  ].concat(
    ['--command', '--command=echo $argv', '--init-command', '--init-command=set -g x 1'],
    ['--no-config', '--no-execute', '--private', '--features', 'qmark-noglob', '--no-such'],
    ['echo $argv; exit 3', 'echo (count $argv) $x', 'false', 'true', './script.fish'],
  ),
} as const

/** One word of a shell's command line. */
export const argument = (shell: Route['shell']) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...OPTIONS[shell]), weight: 5 },
    { arbitrary: fc.constantFrom(...SHOW), weight: shell === 'fish' ? 1 : 3 },
    { arbitrary: fc.constantFrom(...WORDS), weight: 2 },
    { arbitrary: fc.stringMatching(/^[-+][a-bd-hj-km-rt-zA-Z]{1,3}$/), weight: 1 },
  )
