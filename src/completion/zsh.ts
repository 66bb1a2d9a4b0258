import { PROGRAM } from '../system/names.js'
import { quote } from '../text/quote.js'
import { listValued, listWords, nameFlag, type Values, type Verb } from './verb.js'

/** What zsh lists by itself. */
const LISTS = {
  folder: '_files -/',
  file: '_files',
  variable: `compadd -- \${(k)parameters[(R)*export*]}`,
  any: '_files',
} as const

/** The script for zsh; behind `--` the command's own completion counts. */
export function renderZsh(verbs: readonly Verb[]): string {
  const names = verbs.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`)
  const values = verbs.flatMap((verb) =>
    listValued(verb).map(
      ([name, one]) => `  ${quote(`${verb.name} ${name}`)}) ${renderList(one)}; return ;;`,
    ),
  )
  const cases = verbs.map(
    ({ name, values, flags }) =>
      `  ${name}) compadd -- ${renderWords([...listWords(values), ...flags.map(nameFlag)])}; ${values.kind === 'words' ? '_files' : LISTS[values.kind]} ;;`,
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
  local before=$words[CURRENT-1]
  if [[ $words[CURRENT] == --*=* ]]; then
    before=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  case "$words[2] $before" in
${values.join('\n')}
  esac
  case $words[2] in
${cases.join('\n')}
  esac
}
compdef _codex_env_shim ${PROGRAM}
`
}

function renderList(values: Values): string {
  if (values.kind === 'words') return `compadd -- ${renderWords(values.words)}`
  return LISTS[values.kind]
}

function renderWords(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
