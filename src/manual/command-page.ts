import type { Command } from 'commander'
import type { CommandSpec, DescribingSpec } from '../commands/command.js'
import { PROGRAM } from '../system/names.js'
import { type Edition, namePage, type Page, renderOptions, renderPage } from './page.js'
import { renderItem, renderLiteral, renderSection } from './roff.js'

/** The page of one command: what its --help says. */
export function renderCommandPage(
  command: Command,
  spec: CommandSpec | DescribingSpec,
  edition: Edition,
): Page {
  const help = command.createHelp()
  const args = help
    .visibleArguments(command)
    .flatMap((one) => renderItem(help.argumentTerm(one), help.argumentDescription(one)))
  const subject = { name: namePage(command), summary: spec.summary, command, related: [PROGRAM] }
  return renderPage(edition, subject, [
    ...renderSection('ARGUMENTS', args),
    ...renderOptions(command),
    ...renderSection('EXAMPLES', renderLiteral(spec.examples)),
  ])
}
