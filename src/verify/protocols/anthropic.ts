import { type Body, readItems } from '../responses.js'
import { type Protocol, sendEvents, sendJson, type ToolCall } from './protocol.js'

/** Anthropic's Messages, streamed or not (https://docs.anthropic.com/en/api/messages-streaming). */
export const anthropic: Protocol = {
  readTools: ({ body }) => readItems(body['tools']).map((tool) => String(tool['name'])),
  readOutputs: ({ body }) =>
    readItems(body['messages'])
      .flatMap(({ content }) => readItems(content))
      .filter(({ type }) => type === 'tool_result')
      .map((block) => ({ id: String(block['tool_use_id']), text: readContent(block['content']) })),
  send: (response, { path, body }, call) => {
    if (path.includes('/count_tokens')) return sendJson(response, { input_tokens: 1 })
    const message = makeMessage(body, call)
    if (body['stream'] !== true) return sendJson(response, message)
    sendEvents(response, listEvents(message, call), nameEvent)
  },
}

function readContent(content: unknown): string {
  if (typeof content === 'string') return content
  return readItems(content)
    .map(({ text }) => String(text ?? ''))
    .join('')
}

function makeMessage(body: Body, call: ToolCall | undefined) {
  return {
    id: `msg_${call?.id ?? 'last'}`,
    type: 'message',
    role: 'assistant',
    model: body['model'],
    content: [call ? { type: 'tool_use', ...call } : { type: 'text', text: 'done' }],
    stop_reason: call ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  }
}

function listEvents(message: ReturnType<typeof makeMessage>, call: ToolCall | undefined) {
  const block = call ? { type: 'tool_use', ...call, input: {} } : { type: 'text', text: '' }
  const delta = call
    ? { type: 'input_json_delta', partial_json: JSON.stringify(call.input) }
    : { type: 'text_delta', text: 'done' }
  const { stop_reason, stop_sequence, usage } = message
  return [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason, stop_sequence }, usage },
    { type: 'message_stop' },
  ]
}

function nameEvent(event: object): string {
  return 'type' in event ? String(event.type) : ''
}
