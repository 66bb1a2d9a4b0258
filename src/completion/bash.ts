import { PROGRAM } from '../system/names.js'
import { quote } from '../text/quote.js'
import { listChoices, nameFlag, type Verb } from './verb.js'

/** The script for bash; it needs nothing of bash-completion. Behind `--` commands are completed, and then files. */
export function renderBash(verbs: readonly Verb[]): string {
  const values = verbs.flatMap((verb) =>
    listChoices(verb).map(
      ([name, choices]) =>
        `    ${quote(`${verb.name} ${name}`)}) words=${quote(choices.join(' '))} ;;`,
    ),
  )
  const cases = verbs.map((verb) => `      ${verb.name}) words=${quote(listWords(verb))} ;;`)
  return `_codex_env_shim() {
  local word=\${COMP_WORDS[COMP_CWORD]} words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} == -- ]]; then
      COMPREPLY=()
      if ((i + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$word")); fi
      return
    fi
  done
  if [[ $COMP_CWORD == 1 ]]; then
    words=${quote(`${verbs.map(({ name }) => name).join(' ')} -- --help --version`)}
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD - 1]}" in
${values.join('\n')}
    *) case \${COMP_WORDS[1]} in
${cases.join('\n')}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _codex_env_shim ${PROGRAM}
`
}

function listWords({ choices, flags }: Verb): string {
  return [...choices, ...flags.map(nameFlag)].join(' ')
}
