import type { ServerResponse } from 'node:http'
import type { Body } from '../responses.js'

/** What an agent asked its model. */
export type Request = { readonly path: string; readonly body: Body }

/** A tool call that the model asks for. */
export type ToolCall = { readonly id: string; readonly name: string; readonly input: object }

/** What a tool answered, by the id of its call. */
export type Output = { readonly id: string; readonly text: string }

/** How agents speak with their model, as far as a scripted one needs it. */
export type Protocol = {
  /** The names of the tools that come with a request; what an agent asks beside the conversation has none. */
  readonly readTools: (request: Request) => readonly string[]
  /** The whole conversation comes with every request: what all tools have answered so far. */
  readonly readOutputs: (request: Request) => readonly Output[]
  /** Answers with a call, or with a last word. */
  readonly send: (response: ServerResponse, request: Request, call: ToolCall | undefined) => void
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

/** Answers with a stream of events, each a line of data; `name` gives it a name of its own. */
export function sendEvents(
  response: ServerResponse,
  events: readonly (object | string)[],
  name?: (event: object) => string,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) {
    const head = name && typeof event === 'object' ? `event: ${name(event)}\n` : ''
    response.write(`${head}data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
  }
  response.end()
}
