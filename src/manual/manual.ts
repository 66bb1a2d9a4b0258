import type { Command } from 'commander'
import type { CommandGroup } from '../commands/index.js'
import { renderCommandPage } from './command-page.js'
import { renderDeclarationPage } from './declaration-page.js'
import type { Edition, Page } from './page.js'
import { renderProgramPage } from './program-page.js'

/** Every page of the manual: one for the program and one for each command, from the table that --help is made of, and one for the file that they read. */
export function renderManual(
  program: Command,
  groups: readonly CommandGroup[],
  edition: Edition,
): readonly Page[] {
  const specs = groups.flatMap(({ commands }) => commands)
  const pages = program.commands.flatMap((command) => {
    const spec = specs.find(({ name }) => name === command.name())
    return spec ? [renderCommandPage(command, spec, edition)] : []
  })
  return [renderProgramPage(program, groups, edition), ...pages, renderDeclarationPage(edition)]
}
