import { createInterface } from 'node:readline'
import type { AppServer } from '../../src/verify/app-server.js'

type Message = Readonly<Record<string, unknown>>

/** A client of `codex app-server`: JSON-RPC, a message a line. */
export type Client = {
  /** Asks, and answers the result. */
  readonly ask: (method: string, params: Message) => Promise<Message>
  /** Waits for the next notification of a name. */
  readonly hear: (method: string) => Promise<Message>
}

/** Speaks to a server by its stdin and stdout, and says hello. */
export async function greet(server: AppServer): Promise<Client> {
  const waiting = new Map<unknown, (message: Message) => void>()
  const send = (message: Message) => server.stdin.write(`${JSON.stringify(message)}\n`)
  createInterface({ input: server.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Message
    const key = message['id'] ?? message['method']
    waiting.get(key)?.(message)
    waiting.delete(key)
  })
  const expectOne = (key: unknown) =>
    new Promise<Message>((resolve) => {
      waiting.set(key, resolve)
    })
  let asked = 0
  const ask = async (method: string, params: Message) => {
    asked += 1
    const answer = expectOne(asked)
    send({ id: asked, method, params })
    const { result, error } = await answer
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`)
    return (result ?? {}) as Message
  }
  await ask('initialize', { clientInfo: { name: 'codex-env-shim', version: '1' } })
  send({ method: 'initialized' })
  return { ask, hear: expectOne }
}

/** Begins a thread; answers its id. */
export async function beginThread(client: Client, place: Message): Promise<string> {
  const { thread } = await client.ask('thread/start', place)
  return (thread as { readonly id: string }).id
}

/** Has a thread take a turn, to its end. */
export async function takeTurn(client: Client, threadId: string): Promise<void> {
  const done = client.hear('turn/completed')
  await client.ask('turn/start', { threadId, input: [{ type: 'text', text: 'go' }] })
  await done
}

/** Has a thread compacted, which is a turn of its own. */
export async function compactThread(client: Client, threadId: string): Promise<void> {
  const done = client.hear('turn/completed')
  await client.ask('thread/compact/start', { threadId })
  await done
}
