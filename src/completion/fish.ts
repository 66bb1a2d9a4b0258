import * as fish from '../dialects/fish.js'
import { PROGRAM } from '../system/names.js'
import { type Flag, listWords, type Values, type Verb } from './verb.js'

/** What fish lists by itself. */
const LISTS = {
  folder: "'(__fish_complete_directories (commandline -ct))'",
  file: "'(__fish_complete_path (commandline -ct))'",
  variable: "'(set -nx)'",
  any: "''",
} as const

/** The script for fish; behind `--` the command's own completion counts. */
export function renderFish(verbs: readonly Verb[]): string {
  const rows = verbs.flatMap((verb) => [
    `complete -c ${PROGRAM} -f -n __fish_use_subcommand -a ${verb.name} -d ${fish.quote(verb.summary)}`,
    ...verb.flags.map((flag) => `${renderBeginning(verb)} ${renderFlag(flag)}`),
    ...(verb.values.kind === 'any'
      ? []
      : [`${renderBeginning(verb)} -f ${renderList(verb.values)}`]),
  ])
  return `${[...PROGRAM_ROWS, ...rows].join('\n')}\n`
}

const PROGRAM_ROWS = [
  `complete -c ${PROGRAM} -n __fish_use_subcommand -s h -l help`,
  `complete -c ${PROGRAM} -n __fish_use_subcommand -s V -l version`,
  `complete -c ${PROGRAM} -x -n 'contains -- -- (commandline -opc)' -a '(complete -C (string replace -r "^.*? -- +" "" -- (commandline -cp)))'`,
]

function renderBeginning({ name }: Verb): string {
  return `complete -c ${PROGRAM} -n ${fish.quote(`__fish_seen_subcommand_from ${name}`)}`
}

/** What there is to choose from: words, or what fish lists. */
function renderList(values: Values): string {
  if (values.kind === 'words') return `-a ${fish.quote(listWords(values).join(' '))}`
  return `-a ${LISTS[values.kind]}`
}

function renderFlag({ names, takesValue, values }: Flag): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  )
  const list = values.kind === 'any' ? (takesValue ? ['-r'] : []) : [`-x ${renderList(values)}`]
  return [...flags, ...list].join(' ')
}
