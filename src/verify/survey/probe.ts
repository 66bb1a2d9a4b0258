import { type Environment, parseBlock } from '../../variables/environment.js'

/** What a command found of the shell in which an agent ran it. */
export type ShellSight = {
  /** The shell's own arguments; the text of the command is one of them. */
  readonly argv: readonly string[]
  /** Its environment as it was started, before any startup file, and as the command has it. */
  readonly passed: Environment
  readonly seen: Environment
  /** $- */
  readonly options: string
  /** What its standard input is. */
  readonly stdin: string
  readonly cwd: string
}

const ENCODE = "command -p base64 | command -p tr -d '\\n'"

/** Shell text that prints what `parseShellSight` reads; needs /proc. */
export const SHELL_PROBE = `command printf '<%s:%s:%s:%s:%s:%s:%s>\\n' shell "$(command -p cat /proc/$$/cmdline | ${ENCODE})" "$(command -p cat /proc/$$/environ | ${ENCODE})" "$(command -p env -0 | ${ENCODE})" "$(command printf %s "$-" | ${ENCODE})" "$(command -p readlink /proc/$$/fd/0 | ${ENCODE})" "$(command printf %s "$PWD" | ${ENCODE})"`

/** What the probe printed, if it ran. */
export function parseShellSight(text: string): ShellSight | undefined {
  const found = /<shell:([\w+/=]*):([\w+/=]*):([\w+/=]*):([\w+/=]*):([\w+/=]*):([\w+/=]*)>/.exec(
    text,
  )
  if (!found) return undefined
  const [argv, passed, seen, options, stdin, cwd] = found
    .slice(1)
    .map((part) => Buffer.from(part, 'base64').toString())
  return {
    argv: (argv ?? '').split('\0').slice(0, -1),
    passed: parseBlock(passed ?? ''),
    seen: parseBlock(seen ?? ''),
    options: options ?? '',
    stdin: nameStdin((stdin ?? '').trim()),
    cwd: cwd ?? '',
  }
}

function nameStdin(link: string): string {
  if (link.startsWith('/dev/pts/')) return 'a terminal'
  return /^(socket|pipe)/.exec(link)?.[1] ?? link
}
