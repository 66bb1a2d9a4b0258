import { type Body, readItems } from '../responses.js'
import { type Protocol, sendEvents, sendJson, type ToolCall } from './protocol.js'

/** OpenAI's Chat Completions, streamed or not (https://platform.openai.com/docs/api-reference/chat-streaming). */
export const chat: Protocol = {
  readTools: ({ body }) =>
    readItems(body['tools']).map((tool) => String(readItems([tool['function']])[0]?.['name'])),
  readOutputs: ({ body }) =>
    readItems(body['messages'])
      .filter(({ role }) => role === 'tool')
      .map((message) => ({
        id: String(message['tool_call_id']),
        text: readContent(message['content']),
      })),
  send: (response, { path, body }, call) => {
    if (!path.endsWith('/chat/completions')) return sendJson(response, { object: 'list', data: [] })
    const head = { id: `chatcmpl-${call?.id ?? 'last'}`, created: 1, model: body['model'] }
    const message = makeMessage(call)
    const finish_reason = call ? 'tool_calls' : 'stop'
    if (body['stream'] !== true) {
      const choices = [{ index: 0, message, finish_reason }]
      return sendJson(response, { ...head, object: 'chat.completion', choices, usage: USAGE })
    }
    const chunk = (rest: Body) => ({ ...head, object: 'chat.completion.chunk', ...rest })
    sendEvents(response, [
      chunk({ choices: [{ index: 0, delta: message, finish_reason: null }] }),
      chunk({ choices: [{ index: 0, delta: {}, finish_reason }] }),
      chunk({ choices: [], usage: USAGE }),
      '[DONE]',
    ])
  },
}

const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }

function makeMessage(call: ToolCall | undefined): object {
  if (!call) return { role: 'assistant', content: 'done' }
  const { id, name, input } = call
  const made = { name, arguments: JSON.stringify(input) }
  return {
    role: 'assistant',
    content: null,
    tool_calls: [{ index: 0, id, type: 'function', function: made }],
  }
}

function readContent(content: unknown): string {
  if (typeof content === 'string') return content
  return readItems(content)
    .map(({ text }) => String(text ?? ''))
    .join('')
}
