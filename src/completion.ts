import type { Command } from 'commander'
import * as fish from './dialects/fish.js'
import { quote } from './dialects/posix/quote.js'
import { PROGRAM } from './names.js'

/** The shells that a completion script can be made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type CompletionShell = (typeof SHELLS)[number]

/** One verb as a completion script needs it. */
type Verb = { readonly name: string; readonly summary: string; readonly options: readonly string[] }

/** Renders a completion script from the very table that --help is made of. */
export function renderCompletion(shell: CompletionShell, program: Command): string {
  const verbs = [...program.commands.map(describe), EXEC]
  switch (shell) {
    case 'bash':
      return renderBash(verbs)
    case 'zsh':
      return renderZsh(verbs)
    case 'fish':
      return renderFish(verbs)
  }
}

const EXEC: Verb = { name: 'exec', summary: 'run a command', options: ['-C'] }

function describe(command: Command): Verb {
  const options = command.options.flatMap(({ long }) => (long ? [long] : []))
  return { name: command.name(), summary: command.summary(), options: [...options, '--help'] }
}

function renderBash(verbs: readonly Verb[]): string {
  const cases = verbs.map(
    ({ name, options }) => `    ${name}) words=${quote(options.join(' '))} ;;`,
  )
  return `_codex_env_shim() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if [[ $COMP_CWORD == 1 ]]; then
    words=${quote(verbs.map(({ name }) => name).join(' '))}
  else
    case \${COMP_WORDS[1]} in
${cases.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _codex_env_shim ${PROGRAM}
`
}

function renderZsh(verbs: readonly Verb[]): string {
  const names = verbs.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`)
  const cases = verbs.map(
    ({ name, options }) => `    ${name}) compadd -- ${options.map(quote).join(' ')}; _files ;;`,
  )
  return `#compdef ${PROGRAM}
_codex_env_shim() {
  local -a verbs=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command verbs
    return
  fi
  case $words[2] in
${cases.join('\n')}
  esac
}
compdef _codex_env_shim ${PROGRAM}
`
}

function renderFish(verbs: readonly Verb[]): string {
  const rows = verbs.flatMap(({ name, summary, options }) => [
    `complete -c ${PROGRAM} -f -n __fish_use_subcommand -a ${name} -d ${fish.quote(summary)}`,
    ...options.map((option) => {
      const flag = option.startsWith('--') ? `-l ${option.slice(2)}` : `-s ${option.slice(1)}`
      return `complete -c ${PROGRAM} -n ${fish.quote(`__fish_seen_subcommand_from ${name}`)} ${flag}`
    }),
  ])
  return `${rows.join('\n')}\n`
}
