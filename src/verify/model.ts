import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { type Answer, type Call, chooseTool, parseAnswer, renderArguments } from './call.js'

/** A model on loopback that asks for calls one after the other, and then says it is done. It needs no key and no network. */
export type Model = {
  readonly url: string
  /** The answer to a call by its place; undefined if it never came. */
  readonly answer: (index: number) => Answer | undefined
  /** The names of the tools that Codex offered. */
  readonly offered: () => readonly string[]
  readonly close: () => void
}

/** Serves the part of the Responses API that Codex uses (platform.openai.com/docs/api-reference/responses-streaming). */
export async function serveModel(
  calls: readonly Call[],
  onAsked: (index: number) => void,
): Promise<Model> {
  const outputs = new Map<string, { readonly output: string; readonly at: number }>()
  const asked: number[] = []
  let offered: readonly string[] = []
  const server = createServer(async (request, response) => {
    const body = await readBody(request)
    if (!request.url?.includes('/responses')) return sendJson(response, { data: [], models: [] })
    const names = readToolNames(body)
    if (names.length > 0) offered = names
    for (const { id, output } of readOutputs(body)) {
      if (!outputs.has(id)) outputs.set(id, { output, at: performance.now() })
    }
    const index = asked.length
    const call = calls[index]
    const tool = chooseTool(names)
    // What Codex asks beside the conversation, such as a title for it, comes without tools and uses up no call.
    if (!call || !tool) return sendTurn(response, index, sayDone(index))
    onAsked(index)
    sendTurn(response, index, askFor(call, index, tool))
    asked.push(performance.now())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1`,
    answer: (index) => {
      const found = outputs.get(callId(index))
      return found && { ...parseAnswer(found.output), ms: found.at - (asked[index] ?? found.at) }
    },
    offered: () => offered,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

type Body = Readonly<Record<string, unknown>>

function callId(index: number): string {
  return `verify_${index}`
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    return typeof body === 'object' && body !== null ? (body as Body) : {}
  } catch {
    return {}
  }
}

function readToolNames({ tools }: Body): readonly string[] {
  return readItems(tools).map((tool) => String(tool['name'] ?? tool['type']))
}

/** The whole conversation comes with every request: the outputs of all calls so far are in it. */
function readOutputs({ input }: Body) {
  return readItems(input)
    .filter((item) => item['type'] === 'function_call_output')
    .map(({ call_id: id, output }) => ({
      id: String(id),
      output: typeof output === 'string' ? output : JSON.stringify(output),
    }))
}

function readItems(value: unknown): readonly Body[] {
  return Array.isArray(value) ? (value as readonly Body[]) : []
}

function askFor(call: Call, index: number, tool: Parameters<typeof renderArguments>[0]): object {
  return {
    type: 'function_call',
    id: `fc_${index}`,
    call_id: callId(index),
    name: tool,
    arguments: JSON.stringify(renderArguments(tool, call)),
  }
}

function sayDone(index: number): object {
  const content = [{ type: 'output_text', text: 'done' }]
  return { type: 'message', role: 'assistant', id: `m_${index}`, content }
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
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
