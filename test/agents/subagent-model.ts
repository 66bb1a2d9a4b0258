import {
  type Body,
  type Listening,
  readItems,
  readOutputs,
  sayDone,
  sendTurn,
  serveResponses,
} from '../../src/verify/responses.js'

/** By what the subagent's own conversation is told from the one that started it. */
const TASK = 'the task of the subagent'

/** A model that starts a subagent, which runs one command, waits for it, and runs a command itself. */
export type SubagentModel = Listening & {
  /** What the commands printed, by their tool calls. */
  readonly outputs: ReadonlyMap<string, string>
}

/** Serves that model; both commands are the same. */
export async function serveSubagentModel(command: string): Promise<SubagentModel> {
  const outputs = new Map<string, string>()
  const turns = { parent: 0, child: 0 }
  const listening = await serveResponses((body, response) => {
    for (const { id, output } of readOutputs(body)) outputs.set(id, output)
    const who = isChild(body) ? 'child' : 'parent'
    const script = who === 'child' ? [runIt] : [spawnIt, waitForIt, runIt]
    const turn = turns.parent * 10 + turns.child
    const item = script[turns[who]]?.(who, outputs, command) ?? sayDone(turn)
    turns[who] += 1
    sendTurn(response, turn, item)
  })
  return { ...listening, outputs }
}

type Turn = (who: string, outputs: ReadonlyMap<string, string>, command: string) => object

const runIt: Turn = (who, _, command) =>
  call(
    `${who}_command`,
    { name: 'exec_command' },
    { cmd: command, yield_time_ms: 30_000, max_output_tokens: 100_000 },
  )

const spawnIt: Turn = () =>
  call('spawn', { name: 'spawn_agent', namespace: 'multi_agent_v1' }, { message: TASK })

const waitForIt: Turn = (_, outputs) => {
  const [agent = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(outputs.get('spawn') ?? '') ?? []
  const tool = { name: 'wait_agent', namespace: 'multi_agent_v1' }
  return call('wait', tool, { targets: [agent], timeout_ms: 60_000 })
}

function call(id: string, tool: object, args: object): object {
  return {
    type: 'function_call',
    id: `fc_${id}`,
    call_id: id,
    ...tool,
    arguments: JSON.stringify(args),
  }
}

function isChild({ input }: Body): boolean {
  return readItems(input).some(
    ({ type, role, content }) =>
      type === 'message' && role === 'user' && JSON.stringify(content).includes(TASK),
  )
}
