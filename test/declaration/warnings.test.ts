import { expect, test } from 'vitest'
import { parseDeclaration, readDeclaration } from '../../src/declaration/declaration.js'
import { describeWarning } from '../../src/declaration/warning.js'
import { findWarnings } from '../../src/declaration/warnings.js'

const FILE = '/p/.codex/env.ini'
const warn = (text: string) => findWarnings(readDeclaration(text, '/p', [])).map(describeWarning)

test.each([
  ['[path]\nPATH[] = $HOME/bin', '[path] PATH[]: $HOME is not expanded; write ${HOME}'],
  ['[env]\nA = x-$HOME', '[env] A: $HOME is not expanded; write ${HOME}'],
  ['[env]\nA = "$HOME/x"', '[env] A: $HOME is not expanded'],
  ['[providers]\nvenv[] = $HOME/venv', '$HOME is not expanded; write the path itself'],
  ['[providers]\nvenv[] = ${HOME}/venv', '${HOME} is not expanded; ${PROJECT_ROOT} and'],
  ['[env]\nA = $(pwd)', 'no command runs in a value, so $(…) stays as it is'],
  ['[env]\nA = `pwd`', 'no command runs in a value, so `…` stays as it is'],
  ['[env]\nA = ~/x', '[env] A: ~ is not expanded; write ${HOME}'],
  ['[env]\nA = /a:~/x', '~ is not expanded'],
  ['[env]\nA = --prefix=~/x', '~ is not expanded'],
  ['[path]\nPATH[] = ~you/bin', '~ is not expanded'],
  ['[providers]\ndotenv[] = ~/x.env', '~ is not expanded; write the path itself'],
  ['[wrap]\nargv[] = ~/bin/run', '~ is not expanded'],
  ['[env]\nA = ${B:+x}', '${B:+x} is not expanded; ${NAME} and ${NAME:-text} are'],
  ['[env]\nA = ${ B }', '${ B } is not expanded'],
  ['[env]\nA = ${env:HOME}', '${env:HOME} is not expanded'],
  ['[env]\nA = ${1}', '${1} is not expanded'],
  ['[env]\nA = %USERPROFILE%\\x', '%USERPROFILE% is not expanded'],
  ['[env]\nA = abc"', 'ends with " and does not begin with one'],
  ["[env]\nA = abc'", "ends with ' and does not begin with one"],
  ['[env]\nA = “abc”', '“ is a letter of the value, not a quote'],
  ['[env]\nA = a\u200bb', 'holds U+200B, which cannot be seen'],
  ['[env]\nA = a\u00a0b', 'holds U+00A0, which cannot be seen'],
  ['[env]\nA == b', 'the value begins with ='],
  ['[env]\nA = b,', 'the comma at the end belongs to the value'],
  ['[env]\nPYTHONPATH = ./src', 'a relative folder is looked for in the working directory'],
  ['[path]\nPATH[] = ./bin, ./tools', 'this is one entry, all of it'],
  ['[path]\nPATH[] = ./bin ./tools', 'this is one entry, all of it'],
  ['[path]\nPATH[] = /a,/b', 'this is one entry, all of it'],
  ['[providers]\nmodules[] = cuda/12.4 gcc/13', 'this is one word, all of it'],
  ['[wrap]\nargv[] = nix develop -c', undefined],
  ['[wrap]\nargv[] = nix -L develop', 'this is one word, all of it'],
  ['[env]\nLD_LIBARY_PATH = /x', 'is another variable than LD_LIBRARY_PATH'],
  ['[path]\nPath[] = ./bin', 'is another variable than PATH; did you mean PATH?'],
  ['[unset]\nnames[] = PYTHON_PATH', 'is another variable than PYTHONPATH'],
  ['[env]\nlogin = suppress', 'sets a variable called login; the setting belongs under [shell]'],
  ['[path]\nPATH[] = ./bin\n[unset]\nnames[] = A\nnames[] = A', 'has this entry in line 4 already'],
  ['[providers]\nuse[] = direnv\nuse[] = direnv', 'has this entry in line 2 already'],
])('%j is warned about', (text, message) => {
  if (message === undefined) expect(warn(text)).toEqual([])
  else expect(warn(text).join('\n')).toContain(message)
})

test.each([
  "A = '$HOME/x'",
  "A = '$(pwd)'",
  "A = '~/x'",
  "A = '${B'",
  "A = '${B:+x}'",
  "A = '%PATH%'",
  "A = '“abc”'",
  "A = 'b,'",
  'A = cost: 5$',
  'A = ^a$',
  'A = $1 and $$ and $@',
  'A = pa$$1',
  'A = ${B}/x ${C:-~}x',
  'A = {"a": 1}',
  'A = 0,1,2',
  'A = user@host:~',
  'A = %H:%M %d',
  'A = 100%',
  'A = "say \\"hi\\""',
  'A = it\'s "quoted" in between',
  'A = naïve 日本語',
  'A = "\\u200b"',
  'A = a~b',
  'DATABASE_URL = postgres://u:p@h/db?a=b,c',
])('%s says what it means', (line) => {
  if (line.endsWith(':~')) expect(warn(`[env]\n${line}`)).toHaveLength(1)
  else expect(warn(`[env]\n${line}`)).toEqual([])
})

test('a command line for another shell may hold what that expands', () => {
  expect(warn('[wrap]\nargv[] = sh\nargv[] = -c\nargv[] = echo $HOME $(pwd) "$@"')).toEqual([])
})

test('a warning says in which file and line, in their order', () => {
  expect(warn('[path]\nL[] = $B\n[env]\nA = $B').map((one) => one.slice(0, 20))).toEqual(
    [`${FILE}:2`, `${FILE}:4`].map((place) => expect.stringMatching(`^${place}`)),
  )
})

test.each([
  ['[env]\nA = ${B', ':2: [env] A: a ${ that is not closed\n  write ${NAME}'],
  ['[env]\nA = "${B"', ':2: [env] A: a ${ that is not closed'],
  ['[path]\nL[] = ${B/lib', ':2: [path] L[]: a ${ that is not closed'],
  ['[env]\nA = ${B} ${C', ':2: [env] A: a ${ that is not closed'],
])('%j can only be a mistake', (text, message) => {
  expect(() => parseDeclaration(text, '/p')).toThrow(`${FILE}${message}`)
})

test.each([
  ['[unset]\nPYTHONHOME', 'write names[] = PYTHONHOME'],
  ['[unset]\nPYTHONHOME =', 'write names[] = PYTHONHOME'],
  ['[unset]\nnames[] = A B', 'one name a line'],
  ['[restore]\nnames[] = A, B*', 'one name a line'],
  ['[path]\n./bin', 'write PATH[] = ./bin'],
  ['[providers]\ndirenv', 'write use[] = direnv'],
  ['[providers]\ndirenv = true', 'expected use[] = direnv'],
  ['[providers]\nuse[] = dirnev', 'did you mean direnv?'],
  ['[providers]\nuse[] = Direnv', 'did you mean direnv?'],
  ['[providers]\nuse[] = direnv, mise', 'write one name a line'],
  ['[providers]\nuse[] = virtualenv', 'write use[] = venv'],
  ['[providers]\nuse[] = .env', 'write dotenv[] = .env'],
  ['[env]\nexport A=1', 'write A'],
  ['[env]\nset A = 1', 'write A'],
  ['[env]\n$A = 1', 'write A'],
  ['[env]\n$env:A = 1', 'write A'],
  ['[env]\nA+=1', 'write A = ${A}…'],
  ['[env]\nA: 1', 'write A = value'],
  ['[env]\nexport A', 'write A = value, under [env]'],
  ['[env]\nA B = 1', 'one name a line'],
  ['[env]\nPATH = /x', 'write PATH[] = …'],
  ['[env]\nPATH[] = /x', 'a list is PATH[] = … under [path]'],
  ['[env]\nuse[] = direnv', 'expected use[] under [providers]'],
  ['[path]\nPATH[0] = /x', 'expected PATH[0][] = …'],
  ['[path]\nCUDA_HOME = /x', 'a single value is CUDA_HOME = … under [env]'],
  ['[path]\nPATH[] = a:b', 'write one entry a line'],
  ['[Env]\nA = 1', 'did you mean [env]?'],
  ['[environment]\nA = 1', 'did you mean [env]?'],
  ['[paths]\nA = 1', 'did you mean [path]?'],
  ['[shell]\nlogin = supress', 'did you mean suppress?'],
  ['[env]\n// why', 'a comment begins with ; or #'],
  ['[env]\nsource ./env.sh', 'codex-env-shim capture -- SCRIPT'],
  ['[env]\nA = "b', 'its closing " is missing'],
  ["[env]\nA = 'b", "its closing ' is missing"],
])('%j is refused, and told how it is written', (text, remedy) => {
  expect(() => parseDeclaration(text, '/p')).toThrow(remedy)
})

test('every error of a file is told at once, in the order of its lines', () => {
  const text =
    '[env]\nA = ${B\n1 = x\nC\n[pth]\nPATH[] = x\n[unset]\nPYTHONHOME\n[shell]\nlogin = no\n'
  const lines = [2, 3, 4, 5, 8, 10]
  const errors = lines.map((line) => `${FILE}:${line}: [^\n]+\n  [^\n]+`).join('\n')
  expect(() => parseDeclaration(text, '/p')).toThrow(new RegExp(`^${errors}$`))
})
