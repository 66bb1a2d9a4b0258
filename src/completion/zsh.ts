import { PROGRAM } from '../system/names.js'
import { quote } from '../text/quote.js'
import { listChoices, nameFlag, type Verb } from './verb.js'

/** The script for zsh; behind `--` the command's own completion counts. */
export function renderZsh(verbs: readonly Verb[]): string {
  const names = verbs.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`)
  const values = verbs.flatMap((verb) =>
    listChoices(verb).map(
      ([name, choices]) =>
        `  ${quote(`${verb.name} ${name}`)}) compadd -- ${renderWords(choices)}; return ;;`,
    ),
  )
  const cases = verbs.map(
    ({ name, choices, flags }) =>
      `  ${name}) compadd -- ${renderWords([...choices, ...flags.map(nameFlag)])}; _files ;;`,
  )
  return `#compdef ${PROGRAM}
_codex_env_shim() {
  local -a verbs=(
${names.join('\n')}
  )
  local dashes=\${words[(i)--]}
  if (( dashes < CURRENT )); then
    shift $dashes words
    (( CURRENT -= dashes ))
    _normal
    return
  fi
  if (( CURRENT == 2 )); then
    _describe command verbs
    compadd -- --help --version
    return
  fi
  case "$words[2] $words[CURRENT-1]" in
${values.join('\n')}
  esac
  case $words[2] in
${cases.join('\n')}
  esac
}
compdef _codex_env_shim ${PROGRAM}
`
}

function renderWords(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
