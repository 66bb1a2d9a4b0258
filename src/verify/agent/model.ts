import { createServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Drive } from '../../agents/drive.js'
import type { Answer } from '../call.js'
import { anthropic } from '../protocols/anthropic.js'
import { chat } from '../protocols/chat.js'
import { gemini } from '../protocols/gemini.js'
import { readBody } from '../responses.js'

const PROTOCOLS = { anthropic, chat, gemini } as const

/** What a call is asked for with, besides the drive's own input. */
export type ScriptedCall = { readonly command: string; readonly input?: object }

/** A model on loopback that asks an agent for calls one after the other, and then says it is done. */
export type AgentModel = {
  /** The server, without a path. */
  readonly url: string
  readonly close: () => void
  /** What the agent answered to a call, by its place; undefined if it never did. */
  readonly answer: (index: number) => Answer | undefined
}

/** Serves the model; `onAsked` hears of each call as it is asked for. */
export async function serveAgentModel(
  { protocol, tool, input }: Drive,
  calls: readonly ScriptedCall[],
  onAsked: (index: number) => void | Promise<void> = () => {},
): Promise<AgentModel> {
  const { readTools, readOutputs, send } = PROTOCOLS[protocol]
  const answers = new Map<string, Answer>()
  const asked = new Map<number, number>()
  const server = createServer(async (incoming, response) => {
    const request = {
      path: (incoming.url ?? '').split('?')[0] ?? '',
      body: await readBody(incoming),
    }
    for (const { id, text } of readOutputs(request)) {
      if (answers.has(id)) continue
      const since = asked.get(Number(id.slice(PREFIX.length))) ?? performance.now()
      answers.set(id, { text, status: undefined, ms: performance.now() - since })
    }
    // Which call is next follows from the answers: a request that is sent again gets the same one again.
    const index = calls.findIndex((_, at) => !answers.has(nameId(at)))
    const call = readTools(request).includes(tool) ? calls[index] : undefined
    if (!call) return send(response, request, undefined)
    if (!asked.has(index)) {
      await onAsked(index)
      asked.set(index, performance.now())
    }
    const whole = { ...input, ...call.input, command: call.command }
    send(response, request, { id: nameId(index), name: tool, input: whole })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
    answer: (index) => answers.get(nameId(index)),
  }
}

const PREFIX = 'call_'

function nameId(index: number): string {
  return `${PREFIX}${index}`
}
