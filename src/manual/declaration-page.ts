import { LOGIN_MODES } from '../plan/modes.js'
import { findProvider, PROVIDER_NAMES } from '../providers/index.js'
import { DECLARATION, PROGRAM } from '../system/names.js'
import { type Edition, type Page, type Reference, renderPage } from './page.js'
import { quote, renderItem, renderLiteral, renderSection } from './roff.js'

/** Where the format of a declaration is described. */
export const DECLARATION_PAGE: Reference = { name: `${PROGRAM}-env.ini`, section: 5 }

type Item = readonly [term: string, text: string]

/** The page of the declaration: what its sections and keys are, and how a value is written. */
export function renderDeclarationPage(edition: Edition): Page {
  const { name } = DECLARATION_PAGE
  const subject = {
    name,
    section: 5,
    summary: "a project's declaration of the environment of its commands",
    synopsis: DECLARATION,
    related: [PROGRAM, `${PROGRAM}-init`, `${PROGRAM}-edit`, `${PROGRAM}-allow`].map((page) => ({
      name: page,
      section: 1 as const,
    })),
  } as const
  return renderPage(edition, subject, [
    ...renderSection('DESCRIPTION', DESCRIPTION.map(quote)),
    ...renderSection('SECTIONS', renderItems(SECTIONS)),
    ...renderSection('PROVIDERS', renderItems(listProviders())),
    ...renderSection('VALUES', renderItems(VALUES)),
    ...renderSection('EXPANSION', renderItems(EXPANSION)),
    ...renderSection('EXAMPLES', renderLiteral(EXAMPLE.split('\n'))),
  ])
}

const DESCRIPTION = [
  'The nearest declaration at or above the working directory that is allowed applies to a command.',
  `Nothing of it counts before ${PROGRAM} allow, and again after each change.`,
  'It is an ini file in UTF-8 of at most 64 KiB: sections in brackets, keys with =, lists with []=.',
  'An unknown section or key is an error, and the last good plan stays in force.',
]

const SECTIONS: readonly Item[] = [
  ['[project] inherit = true', 'Adds what allowed declarations above this directory declare.'],
  ['[env] NAME = value', 'The variable has exactly this value. PATH cannot stand here.'],
  [
    '[path] NAME[] = entry',
    'Entries are put in front of a list with colons, in their order, none of them twice; relative to the project.',
  ],
  ['[append] NAME[] = entry', 'Entries are put behind such a list, where it lacks them.'],
  ['[unset] names[] = NAME', 'The variable is not there.'],
  [
    '[restore] names[] = NAME',
    `Taken from what ${PROGRAM} capture has kept of the terminal, where the agent lacks it. A pattern is possible.`,
  ],
  [
    '[providers] use[] = tool',
    'The tool is asked for its variables; those that there are follow below.',
  ],
  ['[providers] pass[] = NAME', 'A variable of the command on which the answer depends.'],
  ['[providers] watch[] = file', 'A file whose change has the tool asked again.'],
  ['[wrap] argv[] = word', 'Every command runs inside this program; one word a line.'],
  [
    `[shell] login = ${LOGIN_MODES.join(' | ')}`,
    'What login profiles change: undone, below what is declared, or left as it is.',
  ],
]

function listProviders(): readonly Item[] {
  return PROVIDER_NAMES.map((name) => {
    const { takes, needs = false }: { readonly takes?: string; readonly needs?: boolean } =
      findProvider(name) ?? {}
    const terms = [...(needs ? [] : [`use[] = ${name}`]), ...(takes ? [`${name}[] = ...`] : [])]
    return [terms.join(', '), takes ?? 'as the project says'] as const
  })
}

const VALUES: readonly Item[] = [
  ['A = a b', 'The blanks around it are dropped. A comment begins with ; or # behind a blank.'],
  ['A = "a;b\\n"', 'A JSON string.'],
  ["A = 'a;b'", 'Taken as it is.'],
]

const EXPANSION: readonly Item[] = [
  ['${NAME}', 'In [env] and [path]: an earlier key, then the environment that the agent passes.'],
  ['${NAME:-text}', 'The text where the variable is unset or empty.'],
  [
    '${PROJECT_ROOT}, ${MAIN_WORKTREE}',
    'The directory of the project; that of the main checkout of its repository.',
  ],
]

const EXAMPLE = `[env]
CUDA_HOME = /opt/cuda

[path]
PATH[] = ./bin
LD_LIBRARY_PATH[] = \${CUDA_HOME}/lib64

[providers]
use[] = direnv`

function renderItems(items: readonly Item[]): readonly string[] {
  return items.flatMap(([term, text]) => renderItem(term, text))
}
