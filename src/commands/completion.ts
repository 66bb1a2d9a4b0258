import { renderCompletion, SHELLS } from '../completion/completion.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'

/** Prints a script that completes this program's commands and options. */
export const completion: CommandSpec = {
  name: 'completion',
  summary: 'print a completion script for bash, zsh or fish',
  examples: [
    `${PROGRAM} completion bash >~/.local/share/bash-completion/completions/${PROGRAM}`,
    `${PROGRAM} completion fish >~/.config/fish/completions/${PROGRAM}.fish`,
  ],
  define: (command) =>
    command.addArgument(command.createArgument('<shell>', 'whose completion').choices(SHELLS)),
  run: async (_world, [word]) => {
    const shell = SHELLS.find((one) => one === word) ?? 'bash'
    // Late: the program is made of the commands, of which this is one.
    const { buildProgram } = await import('./program.js')
    return {
      form: 'exact',
      stdout: renderCompletion(
        shell,
        buildProgram(async () => {}),
      ),
    }
  },
}
