import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What one thread of Codex is told to run; a subagent's thread gets the second list. */
export type Script = { readonly own: readonly string[]; readonly subagent: readonly string[] }

/** What the commands of a conversation printed, in the order in which Codex told. */
export type Family = {
  readonly url: string
  readonly outputs: readonly string[]
  readonly close: () => void
}

/** By this text a request of the subagent's is known. */
const TASK = 'a task for the subagent'

/** Serves a model that starts a subagent where there is a script for one, waits for it, and then goes on by itself. */
export async function serveFamily(script: Script): Promise<Family> {
  const outputs: string[] = []
  const told = new Set<string>()
  const turns = { own: 0, subagent: 0 }
  const server = createServer(async (request, response) => {
    const items = await readInput(request)
    if (!request.url?.includes('/responses')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[],"models":[]}')
      return
    }
    for (const { call_id: id, output } of items) {
      if (typeof output !== 'string' || told.has(`${id}`)) continue
      told.add(`${id}`)
      outputs.push(output)
    }
    const who = items.some(isTask) ? 'subagent' : 'own'
    const turn = turns[who]
    turns[who] += 1
    const steps = who === 'subagent' ? script.subagent.map(run) : listSteps(script, outputs)
    send(response, `${who}_${turn}_${outputs.length}`, steps[turn] ?? farewell)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1`,
    outputs,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

type Item = Readonly<Record<string, unknown>>
type Step = { readonly type: string } & Item

const farewell: Step = {
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'done' }],
}

const call = (name: string, args: object, namespace?: string): Step => ({
  type: 'function_call',
  name,
  ...(namespace ? { namespace } : {}),
  arguments: JSON.stringify(args),
})

const run = (command: string): Step =>
  call('exec_command', { cmd: command, yield_time_ms: 30_000, max_output_tokens: 100_000 })

function listSteps({ own, subagent }: Script, outputs: readonly string[]): readonly Step[] {
  if (subagent.length === 0) return own.map(run)
  const id = /"agent_id":"([^"]+)"/.exec(outputs.join('\n'))?.[1]
  return [
    call('spawn_agent', { message: TASK }, 'multi_agent_v1'),
    call('wait_agent', { targets: [id], timeout_ms: 60_000 }, 'multi_agent_v1'),
    ...own.map(run),
  ]
}

function isTask({ role, content }: Item): boolean {
  return role === 'user' && JSON.stringify(content).includes(TASK)
}

async function readInput(request: IncomingMessage): Promise<readonly Item[]> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  try {
    const { input } = JSON.parse(Buffer.concat(chunks).toString()) as { input?: readonly Item[] }
    return input ?? []
  } catch {
    return []
  }
}

function send(response: ServerResponse, name: string, step: Step): void {
  const id = `resp_${name}`
  const usage = { input_tokens: 1, input_tokens_details: null, output_tokens: 1, total_tokens: 2 }
  const item = {
    ...step,
    id: `item_${name}`,
    ...(step.type === 'message' ? {} : { call_id: name }),
  }
  const events = [
    { type: 'response.created', response: { id } },
    { type: 'response.output_item.done', output_index: 0, item },
    {
      type: 'response.completed',
      response: { id, usage: { ...usage, output_tokens_details: null } },
    },
  ]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  response.end()
}
