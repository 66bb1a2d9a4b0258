import type { Command } from 'commander'
import { renderCompletion, SHELLS } from '../completion/completion.js'
import { describeVersion, readVersion } from '../system/version.js'
import type { Page } from './page.js'

/**
 * What the program prints without looking at anything: its version, its help, and completion. shells/launch/control.bash prints them, so
 * that no Node is started for what can be written down when the program is built.
 */
export function renderTexts(program: Command): readonly Page[] {
  return [
    { file: 'version', text: `${describeVersion(readVersion())}\n` },
    { file: 'help', text: renderHelp(program) },
    ...program.commands.map((command) => ({
      file: `help-${command.name()}`,
      text: renderHelp(command),
    })),
    ...SHELLS.map((shell) => ({
      file: `completion-${shell}`,
      text: renderCompletion(shell, program),
    })),
  ]
}

/** The same bytes as --help prints where there is no terminal to ask for its width. */
function renderHelp(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
    getOutHelpWidth: () => 80,
  })
  command.outputHelp()
  return text
}
