import { type Body, readItems } from '../responses.js'
import { type Protocol, sendEvents, sendJson, type ToolCall } from './protocol.js'

/** Gemini's generateContent, streamed or not (https://ai.google.dev/api/generate-content). */
export const gemini: Protocol = {
  readTools: ({ body }) =>
    readItems(body['tools'])
      .flatMap((tool) => readItems(tool['functionDeclarations']))
      .map(({ name }) => String(name)),
  readOutputs: ({ body }) =>
    readItems(body['contents'])
      .flatMap(({ parts }) => readItems(parts))
      .flatMap((part) => readItems([part['functionResponse']]))
      .filter((answer) => answer?.['id'] !== undefined)
      .map((answer) => ({ id: readId(answer['id']), text: readText(answer['response']) })),
  send: (response, { path, body }, call) => {
    if (path.includes(':countTokens')) return sendJson(response, { totalTokens: 1 })
    const answer = makeAnswer(body, call)
    if (!path.includes(':streamGenerateContent')) return sendJson(response, answer)
    sendEvents(response, [answer])
  },
}

/** It may put a number of its own behind the id. */
function readId(id: unknown): string {
  return /^call_\d+/.exec(String(id))?.[0] ?? String(id)
}

function readText(response: unknown): string {
  const [answer = {}] = readItems([response])
  return typeof answer['output'] === 'string' ? answer['output'] : JSON.stringify(answer)
}

function makeAnswer(body: Body, call: ToolCall | undefined): object {
  const [config = {}] = readItems([body['generationConfig']])
  // What it asks beside the conversation wants JSON: whose turn is it?
  const isStructured = config['responseJsonSchema'] ?? config['responseSchema']
  const word = isStructured ? '{"reasoning":"done","next_speaker":"user"}' : 'done'
  const part = call
    ? { functionCall: { id: call.id, name: call.name, args: call.input } }
    : { text: word }
  return {
    candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  }
}
