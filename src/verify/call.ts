/** One command that the scripted model asks Codex to run; what is left out, Codex chooses. */
export type Call = {
  /** What is particular about it, in words. */
  readonly title: string
  readonly command: string
  readonly login?: boolean
  readonly tty?: boolean
  readonly workdir?: string
}

/** What Codex answered, and how long that took as the model sees it. */
export type Answer = {
  readonly text: string
  readonly status: number | undefined
  readonly ms: number
}

/** The shell tool of a Codex: its name, and the arguments it takes. */
export type Tool = 'exec_command' | 'shell_command' | 'shell'

/** The newest tool first: a Codex that offers more than one runs its commands by the newest. */
const TOOLS: readonly Tool[] = ['exec_command', 'shell_command', 'shell']

/** The tool that a request of Codex offers the model. */
export function chooseTool(names: readonly string[]): Tool | undefined {
  return TOOLS.find((tool) => names.includes(tool))
}

const TIME_LIMIT_MS = 30_000

/** A call as this tool's arguments. */
export function renderArguments(tool: Tool, { title: _, command, tty, ...rest }: Call): object {
  const { login, workdir } = rest
  switch (tool) {
    case 'exec_command':
      return {
        cmd: command,
        yield_time_ms: TIME_LIMIT_MS,
        max_output_tokens: 100_000,
        ...(tty === undefined ? {} : { tty }),
        ...rest,
      }
    case 'shell_command':
      return { command, timeout_ms: TIME_LIMIT_MS, ...rest }
    case 'shell':
      return {
        command: ['bash', login === false ? '-c' : '-lc', command],
        timeout_ms: TIME_LIMIT_MS,
        ...(workdir === undefined ? {} : { workdir }),
      }
  }
}

/** What Codex told the model of a call: the versions word it differently. */
export function parseAnswer(output: string): Pick<Answer, 'text' | 'status'> {
  const status = /(?:Process exited with code|Exit code:?|"exit_code":)\s*(-?\d+)/.exec(output)?.[1]
  const at = output.indexOf('Output:\n')
  return {
    text: at < 0 ? output : output.slice(at + 'Output:\n'.length),
    status: status === undefined ? undefined : Number(status),
  }
}
