import {
  type Listening,
  readOutputs,
  readToolNames,
  sayDone,
  sendTurn,
  serveResponses,
} from '../../src/verify/responses.js'

/** One tool call that the model asks for; what is not `command` is left out where Codex shall choose. */
export type Call = {
  readonly command: string
  readonly login?: boolean
  readonly tty?: boolean
  readonly workdir?: string
  /** The shell that the model names, where it names one. */
  readonly shell?: string
  /** What happens on the machine before the model asks for this call. */
  readonly before?: () => Promise<void>
}

/** How this version of Codex names its tool, and the arguments that the tool takes. */
export type Tool = 'exec_command' | 'shell_command'

/** A model on loopback that asks for the given calls one after the other and then says it is done. */
export type Model = Listening & {
  /** What Codex answered to call number `index`, or undefined if it never did. */
  readonly answer: (index: number) => string | undefined
}

/** Serves the model, by the script. */
export async function serveModel(tool: Tool, calls: readonly Call[]): Promise<Model> {
  const answers = new Map<string, string>()
  let turn = 0
  const listening = await serveResponses(async (body, response) => {
    for (const { id, output } of readOutputs(body)) answers.set(id, output)
    // What Codex asks beside the conversation, such as a title for it, comes without tools and uses up no call.
    if (!readToolNames(body).includes(tool)) {
      return sendTurn(response, calls.length, sayDone(calls.length))
    }
    const call = calls[turn]
    await call?.before?.()
    sendTurn(response, turn, call ? toolCall(tool, call, turn) : sayDone(turn))
    turn += 1
  })
  return { ...listening, answer: (index) => answers.get(callId(index)) }
}

/** The id by which Codex and its answers know call number `index`; since 0.169.0 it is handed to the command as CODEX_TOOL_CALL_ID. */
export function callId(index: number): string {
  return `call_${index}`
}

function toolCall(tool: Tool, { command, before: _, ...rest }: Call, index: number): object {
  const args =
    tool === 'shell_command'
      ? { command, timeout_ms: 30_000, ...rest }
      : { cmd: command, yield_time_ms: 30_000, max_output_tokens: 100_000, ...rest }
  return {
    type: 'function_call',
    id: `fc_${index}`,
    call_id: callId(index),
    name: tool,
    arguments: JSON.stringify(args),
  }
}
