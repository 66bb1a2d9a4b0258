import type { Command } from 'commander'
import { PROGRAM } from '../system/names.js'
import { quote, renderItem, renderSection, renderTitle, type Section } from './roff.js'

/** A page of the manual, and the file it is kept in. */
export type Page = { readonly file: string; readonly text: string }

/** Another page. */
export type Reference = { readonly name: string; readonly section: Section }

/** Which release the pages are about. */
export type Edition = { readonly date: string; readonly source: string }

/** A page as every page begins and ends; `sections` come between. */
export function renderPage(
  { date, source }: Edition,
  subject: {
    readonly name: string
    readonly summary: string
    /** How it is called, or where it is. */
    readonly synopsis: string
    readonly related: readonly Reference[]
    /** Of the manual; 1, of commands, where it is not said. */
    readonly section?: Section
  },
  sections: readonly string[],
): Page {
  const { name, summary, synopsis, related, section = 1 } = subject
  const lines = [
    renderTitle({ name, section, date, source }),
    ...renderSection('NAME', [`${quote(name)} \\- ${quote(summary.replace(/\.$/, ''))}`]),
    ...renderSection('SYNOPSIS', [`.B ${quote(synopsis)}`]),
    ...sections,
    ...renderSection('SEE ALSO', related.map(renderReference)),
  ]
  return { file: `${name}.${section}`, text: `${lines.join('\n')}\n` }
}

/** How a command is called. */
export function renderUsage(command: Command): string {
  return command.createHelp().commandUsage(command)
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

function renderReference(
  { name, section }: Reference,
  index: number,
  all: readonly Reference[],
): string {
  return `.BR ${quote(name)} (${section})${index < all.length - 1 ? ',' : ''}`
}
