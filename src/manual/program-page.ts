import type { Command } from 'commander'
import type { CommandGroup } from '../commands/index.js'
import { EXIT } from '../system/errors.js'
import { DECLARATION, PROGRAM, SETTINGS, VARIABLES } from '../system/names.js'
import { DECLARATION_PAGE } from './declaration-page.js'
import {
  type Edition,
  namePage,
  type Page,
  renderOptions,
  renderPage,
  renderUsage,
} from './page.js'
import { quote, renderItem, renderLiteral, renderSection } from './roff.js'

/** The page of the program itself: what its --help says, and what all commands have in common. */
export function renderProgramPage(
  program: Command,
  groups: readonly CommandGroup[],
  edition: Edition,
): Page {
  const [summary = '', ...paragraphs] = program.description().split('\n\n')
  const pages = program.commands.map((command) => ({
    name: namePage(command),
    section: 1 as const,
  }))
  const related = [...pages, DECLARATION_PAGE]
  return renderPage(edition, { name: PROGRAM, summary, synopsis: renderUsage(program), related }, [
    ...renderSection('DESCRIPTION', paragraphs.flatMap(renderParagraph)),
    ...renderSection('COMMANDS', groups.flatMap(renderGroup)),
    ...renderOptions(program),
    ...renderSection('EXIT STATUS', renderItems(STATUSES)),
    ...renderSection('FILES', renderItems(FILES)),
    ...renderSection('ENVIRONMENT', renderItems(ENVIRONMENT)),
  ])
}

type Item = readonly [term: string | number, text: string]

const STATUSES: readonly Item[] = [
  [EXIT.ok, 'Done.'],
  [EXIT.failed, 'Failed; the message says what and where.'],
  [EXIT.usage, 'The command line is wrong.'],
  [EXIT.refused, 'Refused, or the program itself failed.'],
  [EXIT.notExecutable, 'The command was found and cannot be executed.'],
  [EXIT.notFound, 'The command was not found.'],
  ['other', 'A command that ran has its own exit status.'],
]

const FILES: readonly Item[] = [
  [DECLARATION, "A project's declaration of its environment."],
  [`~/.config/${PROGRAM}/${SETTINGS}`, "The user's own settings."],
  [`~/.local/state/${PROGRAM}/`, 'The audit log, what was allowed, captures and overlays.'],
  [`~/.cache/${PROGRAM}/`, 'Compiled plans; can be removed at any time.'],
]

const ENVIRONMENT: readonly Item[] = [
  [`${VARIABLES.switch}=off`, 'Commands run as without this program, and are still recorded.'],
  [VARIABLES.overlay, 'Chooses an overlay by its name, for a command and what it starts.'],
]

function renderItems(items: readonly Item[]): readonly string[] {
  return items.flatMap(([term, text]) => renderItem(String(term), text))
}

function renderGroup({ title, commands }: CommandGroup): readonly string[] {
  const items = commands.flatMap(({ name, summary }) => renderItem(name, summary))
  return [`.SS ${quote(title)}`, ...items]
}

/** A paragraph of --help: a heading, then lines that are set off. */
function renderParagraph(text: string): readonly string[] {
  const [heading = '', ...lines] = text.split('\n')
  return [quote(heading), ...renderLiteral(lines.map((line) => line.trim()))]
}
