import { renderCompletion, SHELLS } from '../completion/completion.js'
import { PROGRAM } from '../system/names.js'
import type { DescribingSpec } from './command.js'

/** Prints a script that completes this program's commands and options. */
export const completion: DescribingSpec = {
  name: 'completion',
  summary: 'print a completion script for bash, zsh or fish',
  examples: [
    `${PROGRAM} completion bash >~/.local/share/bash-completion/completions/${PROGRAM}`,
    `${PROGRAM} completion fish >~/.config/fish/completions/${PROGRAM}.fish`,
  ],
  define: (command) =>
    command.addArgument(command.createArgument('<shell>', 'whose completion').choices(SHELLS)),
  describe: (program, [word]) => {
    const shell = SHELLS.find((one) => one === word) ?? 'bash'
    return { form: 'exact', stdout: renderCompletion(shell, program) }
  },
}
