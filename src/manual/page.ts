import type { Command } from 'commander'
import { PROGRAM } from '../system/names.js'
import { quote, renderItem, renderSection, renderTitle } from './roff.js'

/** A page of the manual, and the file it is kept in. */
export type Page = { readonly file: string; readonly text: string }

/** Which release the pages are about. */
export type Edition = { readonly date: string; readonly source: string }

/** A page as every page begins and ends; `sections` come between. */
export function renderPage(
  { date, source }: Edition,
  subject: {
    readonly name: string
    readonly summary: string
    readonly command: Command
    readonly related: readonly string[]
  },
  sections: readonly string[],
): Page {
  const { name, summary, command, related } = subject
  const lines = [
    renderTitle(name, date, source),
    ...renderSection('NAME', [`${quote(name)} \\- ${quote(summary.replace(/\.$/, ''))}`]),
    ...renderSection('SYNOPSIS', [`.B ${quote(command.createHelp().commandUsage(command))}`]),
    ...sections,
    ...renderSection('SEE ALSO', related.map(renderReference)),
  ]
  return { file: `${name}.1`, text: `${lines.join('\n')}\n` }
}

/** What a command's options mean, in the words of --help. */
export function renderOptions(command: Command): readonly string[] {
  const help = command.createHelp()
  const items = help
    .visibleOptions(command)
    .flatMap((option) => renderItem(help.optionTerm(option), help.optionDescription(option)))
  return renderSection('OPTIONS', items)
}

/** The name of a command's page. */
export function namePage(command: Command): string {
  return `${PROGRAM}-${command.name()}`
}

function renderReference(name: string, index: number, all: readonly string[]): string {
  return `.BR ${quote(name)} (1)${index < all.length - 1 ? ',' : ''}`
}
