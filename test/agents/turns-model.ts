import {
  type Body,
  type Listening,
  readItems,
  readOutputs,
  readToolNames,
  sayDone,
  sendTurn,
  serveResponses,
} from '../../src/verify/responses.js'

/** A model that runs one command in every turn, and then says that it is done. */
export type TurnsModel = Listening & {
  /** What the commands printed, turn by turn. */
  readonly outputs: () => readonly string[]
  /** How often Codex asked for a summary, to go on from that. */
  readonly summaries: () => number
}

/** By what Codex begins the question for a summary. */
const COMPACTION = 'CONTEXT CHECKPOINT COMPACTION'

/** Serves that model; the command is the same in each turn. */
export async function serveTurnsModel(command: string): Promise<TurnsModel> {
  const outputs = new Map<string, string>()
  let requests = 0
  let summaries = 0
  const listening = await serveResponses((body, response) => {
    for (const { id, output } of readOutputs(body)) outputs.set(id, output)
    requests += 1
    if (JSON.stringify(readItems(body['input']).at(-1)).includes(COMPACTION)) summaries += 1
    sendTurn(response, requests, isAsked(body) ? runIt(command, requests) : sayDone(requests))
  })
  return { ...listening, outputs: () => [...outputs.values()], summaries: () => summaries }
}

/** What Codex asks beside the conversation, such as a summary of it, comes without tools. */
function isAsked(body: Body): boolean {
  const last = readItems(body['input']).at(-1)
  return readToolNames(body).length > 0 && last?.['type'] === 'message' && last['role'] === 'user'
}

function runIt(command: string, turn: number): object {
  const args = { cmd: command, yield_time_ms: 30_000, max_output_tokens: 100_000 }
  return {
    type: 'function_call',
    id: `fc_${turn}`,
    call_id: `turn_${turn}`,
    name: 'exec_command',
    arguments: JSON.stringify(args),
  }
}
