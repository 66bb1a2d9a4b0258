import type { Command } from 'commander'
import type { CommandSpec, DescribingSpec } from '../commands/command.js'
import { PROGRAM } from '../system/names.js'
import { DECLARATION_PAGE } from './declaration-page.js'
import {
  type Edition,
  namePage,
  type Page,
  renderOptions,
  renderPage,
  renderUsage,
} from './page.js'
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
  const subject = {
    name: namePage(command),
    summary: spec.summary,
    synopsis: renderUsage(command),
    related: [{ name: PROGRAM, section: 1 } as const, DECLARATION_PAGE],
  }
  return renderPage(edition, subject, [
    ...renderSection('ARGUMENTS', args),
    ...renderOptions(command),
    ...renderSection('EXAMPLES', renderLiteral(spec.examples)),
  ])
}
