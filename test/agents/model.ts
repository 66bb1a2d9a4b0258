import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** One tool call that the model asks for; `login`, `tty` and `workdir` are left out where Codex shall choose. */
export type Call = {
  readonly command: string
  readonly login?: boolean
  readonly tty?: boolean
  readonly workdir?: string
  /** What happens on the machine before the model asks for this call. */
  readonly before?: () => Promise<void>
}

/** How this version of Codex names its tool, and the arguments that the tool takes. */
export type Tool = 'exec_command' | 'shell_command'

/** A model on loopback that asks for the given calls one after the other and then says it is done. */
export type Model = {
  readonly url: string
  /** What Codex answered to call number `index`, or undefined if it never did. */
  readonly answer: (index: number) => string | undefined
  readonly close: () => void
}

/** Serves the part of the Responses API that Codex uses, by the script. */
export async function serveModel(tool: Tool, calls: readonly Call[]): Promise<Model> {
  const answers = new Map<string, string>()
  let turn = 0
  const server = createServer(async (request, response) => {
    const body = await readBody(request)
    if (!request.url?.includes('/responses')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"data":[],"models":[]}')
      return
    }
    for (const { id, output } of toolOutputs(body)) answers.set(id, output)
    const call = calls[turn]
    await call?.before?.()
    sendTurn(response, turn, call ? toolCall(tool, call, turn) : farewell(turn))
    turn += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1`,
    answer: (index) => answers.get(callId(index)),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The id by which Codex and its answers know call number `index`; 0.169.0 hands it to the command as CODEX_TOOL_CALL_ID. */
export function callId(index: number): string {
  return `call_${index}`
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return {}
  }
}

type ToolOutput = { readonly id: string; readonly output: string }

/** The whole conversation comes with every request: the outputs of all calls so far are in it. */
function toolOutputs(body: unknown): ToolOutput[] {
  const { input } = body as { input?: readonly Record<string, unknown>[] }
  return (input ?? [])
    .filter((item) => item['type'] === 'function_call_output')
    .map(({ call_id: id, output }) => ({
      id: String(id),
      output: typeof output === 'string' ? output : JSON.stringify(output),
    }))
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

function farewell(index: number): object {
  const content = [{ type: 'output_text', text: 'done' }]
  return { type: 'message', role: 'assistant', id: `m_${index}`, content }
}

function sendTurn(response: ServerResponse, index: number, item: object): void {
  const id = `resp_${index}`
  const usage = {
    input_tokens: 1,
    input_tokens_details: null,
    output_tokens: 1,
    output_tokens_details: null,
    total_tokens: 2,
  }
  const events = [
    { type: 'response.created', response: { id } },
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: { id, usage } },
  ]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  response.end()
}
