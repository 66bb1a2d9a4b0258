import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * The part of the Responses API that Codex uses (platform.openai.com/docs/api-reference/responses-streaming), as the side that
 * answers needs it.
 */

/** The body of a request. */
export type Body = Readonly<Record<string, unknown>>

/** A server on loopback, for as long as a conversation lasts. */
export type Listening = { readonly url: string; readonly close: () => void }

/** Listens on a free port; `respond` chooses a turn for each request of a conversation. */
export async function serveResponses(
  respond: (body: Body, response: ServerResponse) => void | Promise<void>,
): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const body = await readBody(request)
    if (!request.url?.includes('/responses')) return sendJson(response, { data: [], models: [] })
    return respond(body, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The names of the tools that Codex offers with this request. */
export function readToolNames({ tools }: Body): readonly string[] {
  return readItems(tools).map((tool) => String(tool['name'] ?? tool['type']))
}

/** The whole conversation comes with every request: the outputs of all calls so far are in it. */
export function readOutputs({ input }: Body) {
  return readItems(input)
    .filter((item) => item['type'] === 'function_call_output')
    .map(({ call_id: id, output }) => ({
      id: String(id),
      output: typeof output === 'string' ? output : JSON.stringify(output),
    }))
}

/** A list of objects, or nothing. */
export function readItems(value: unknown): readonly Body[] {
  return Array.isArray(value) ? (value as readonly Body[]) : []
}

/** The last item of a conversation. */
export function sayDone(index: number): object {
  const content = [{ type: 'output_text', text: 'done' }]
  return { type: 'message', role: 'assistant', id: `m_${index}`, content }
}

/** Answers with one item, the whole of a turn. */
export function sendTurn(response: ServerResponse, index: number, item: object): void {
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
/** The JSON object that a request carries; an empty one where it carries none. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    return typeof body === 'object' && body !== null ? (body as Body) : {}
  } catch {
    return {}
  }
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
