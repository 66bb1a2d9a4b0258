import { PROGRAM } from '../system/names.js'
import { quote } from '../text/quote.js'
import { listValued, listWords, nameFlag, type Values, type Verb } from './verb.js'

/** What bash's `compgen` lists by itself. */
const LISTS = { folder: '-d', file: '-f', variable: '-e', any: '' } as const

/** The script for bash; it needs nothing of bash-completion. Behind `--` commands are completed, and then files. */
export function renderBash(verbs: readonly Verb[]): string {
  const values = verbs.flatMap((verb) =>
    listValued(verb).map(
      ([name, one]) => `    ${quote(`${verb.name} ${name}`)}) ${renderValues(one, [])} ;;`,
    ),
  )
  const cases = verbs.map(
    ({ name, values, flags }) => `      ${name}) ${renderValues(values, flags.map(nameFlag))} ;;`,
  )
  // bash takes `--state=x` for three words.
  return `_codex_env_shim() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} words= list= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} == -- ]]; then
      COMPREPLY=()
      if ((i + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$word")); fi
      return
    fi
  done
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $COMP_CWORD == 1 ]]; then
    words=${quote(`${verbs.map(({ name }) => name).join(' ')} -- --help --version`)}
  else
    case "\${COMP_WORDS[1]} $before" in
${values.join('\n')}
    *) case \${COMP_WORDS[1]} in
${cases.join('\n')}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen $list -W "$words" -- "$word"))
}
complete -o default -F _codex_env_shim ${PROGRAM}
`
}

function renderValues(values: Values, flags: readonly string[]): string {
  const words = `words=${quote([...listWords(values), ...flags].join(' '))}`
  return values.kind === 'words' || values.kind === 'any'
    ? words
    : `${words} list=${LISTS[values.kind]}`
}
