import * as fish from '../dialects/fish.js'
import { PROGRAM } from '../system/names.js'
import type { Flag, Verb } from './verb.js'

/** The script for fish; behind `--` the command's own completion counts. */
export function renderFish(verbs: readonly Verb[]): string {
  const rows = verbs.flatMap((verb) => [
    `complete -c ${PROGRAM} -f -n __fish_use_subcommand -a ${verb.name} -d ${fish.quote(verb.summary)}`,
    ...verb.flags.map((flag) => `${renderBeginning(verb)} ${renderFlag(flag)}`),
    ...(verb.choices.length > 0
      ? [`${renderBeginning(verb)} -f -a ${fish.quote(verb.choices.join(' '))}`]
      : []),
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

function renderFlag({ names, takesValue, choices }: Flag): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  )
  const values = choices.length > 0 ? [`-x -a ${fish.quote(choices.join(' '))}`] : []
  return [...flags, ...(values.length > 0 ? values : takesValue ? ['-r'] : [])].join(' ')
}
