import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/commands/index.js'
import { describeProgram } from '../../src/commands/program.js'
import { type CompletionShell, renderCompletion, SHELLS } from '../../src/completion/completion.js'
import { findProgram, isMissing } from '../programs.js'
import { hasTerminal, openTerminal } from '../terminal.js'
import { makeFolder, write } from '../world.js'

const COMMANDS = await loadCommands()

const program = describeProgram(COMMANDS)
const canType = await hasTerminal()

/** What is typed, and what one of the completions is. */
const ROWS = [
  ['sta', 'status'],
  ['--vers', '--version'],
  ['status --verb', '--verbose'],
  ['log --stat', '--state'],
  ['log --state last', 'last-good'],
  ['log -n 5 --format ote', 'otel'],
  ['log --since 2', '2h'],
  ['log --lines a', 'all'],
  ['env --explain HOM', 'HOME'],
  ['unset HOM', 'HOME'],
  ['verify --sandbox work', 'workspace-write'],
  ['status /us', '/usr'],
  ['log --project /us', '/usr'],
  ['init --inh', '--inherit'],
  ['edi', 'edit'],
  ['overlay cle', 'clear'],
  ['enable cod', 'codex'],
  ['-- setpri', 'setpriv'],
  ['exec -C / -- setpri', 'setpriv'],
] as const

const writeScript = (shell: CompletionShell) =>
  write(join(makeFolder(), 'script'), renderCompletion(shell, program))

test.each(SHELLS)('the script for %s is one that it can read', (shell) => {
  if (!isMissing(shell)) execFileSync(shell, ['-n', writeScript(shell)])
})

test.each(SHELLS)('the script for %s has every command with its options', (shell) => {
  const script = renderCompletion(shell, program)
  for (const { name } of COMMANDS.flatMap(({ commands }) => commands))
    expect(script).toContain(name)
  for (const { long } of program.commands.flatMap(({ options }) => options)) {
    expect(script).toContain(long?.slice(2))
  }
})

describe('bash', () => {
  // It takes what stands around an = for words of their own.
  const divided = [
    ['log --state = last', 'last-good'],
    ['log --state =', 'fresh'],
  ] as const
  test.each([...ROWS, ...divided])('%s: %s', (typed, completed) => {
    const words = ['codex-env-shim', ...typed.split(' ')]
    const ask = `. "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _codex_env_shim; printf '%s\\n' "\${COMPREPLY[@]}"`
    const args = ['--norc', '-c', ask, 'bash', writeScript('bash'), ...words]
    expect(execFileSync('bash', args, { encoding: 'utf8' }).split('\n')).toContain(completed)
  })
})

describe.skipIf(isMissing('fish'))('fish', () => {
  test.each(ROWS)('%s: %s', (typed, completed) => {
    const ask = 'source $argv[1]; complete -C "codex-env-shim $argv[2]"'
    const args = ['-c', ask, writeScript('fish'), typed]
    const home = makeFolder()
    const env = { HOME: home, PATH: '/usr/bin:/bin' }
    const said = execFileSync(findProgram('fish') ?? 'fish', args, { env, encoding: 'utf8' })
    expect(said.split('\n').map((line) => line.split('\t')[0]?.replace(/\/$/, ''))).toContain(
      completed,
    )
  })
})

describe.skipIf(isMissing('zsh') || !canType)('zsh', () => {
  test.each(ROWS)('%s: %s', async (typed, completed) => {
    const home = makeFolder()
    const env = { HOME: home, PATH: '/usr/bin:/bin', TERM: 'dumb', PS1: 'ready> ' }
    const zsh = await openTerminal([findProgram('zsh') ?? 'zsh', '-f', '-i'], { cwd: home, env })
    try {
      await zsh.waitFor('ready> ')
      zsh.type(`autoload -U compinit; compinit -D -u; . ${writeScript('zsh')}; echo 'loa''ded'`)
      await zsh.waitFor('loaded')
      zsh.press(`codex-env-shim ${typed}\t`)
      await zsh.waitFor(typed)
      await zsh.waitFor(completed.slice(typed.split(' ').at(-1)?.length))
    } finally {
      zsh.dispose()
    }
  })
})
