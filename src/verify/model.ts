import { performance } from 'node:perf_hooks'
import { type Answer, type Call, chooseTool, parseAnswer, renderArguments } from './call.js'
import {
  type Listening,
  readOutputs,
  readToolNames,
  sayDone,
  sendTurn,
  serveResponses,
} from './responses.js'

/** A model on loopback that asks for calls one after the other, and then says it is done. It needs no key and no network. */
export type Model = Listening & {
  /** The answer to a call by its place; undefined if it never came. */
  readonly answer: (index: number) => Answer | undefined
  /** The names of the tools that Codex offered. */
  readonly offered: () => readonly string[]
}

/** Serves the model; `onAsked` hears of each call as it is asked for. */
export async function serveModel(
  calls: readonly Call[],
  onAsked: (index: number) => void,
): Promise<Model> {
  const outputs = new Map<string, { readonly output: string; readonly at: number }>()
  const asked: number[] = []
  let offered: readonly string[] = []
  const listening = await serveResponses((body, response) => {
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
  return {
    ...listening,
    answer: (index) => {
      const found = outputs.get(callId(index))
      return found && { ...parseAnswer(found.output), ms: found.at - (asked[index] ?? found.at) }
    },
    offered: () => offered,
  }
}

function callId(index: number): string {
  return `verify_${index}`
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
