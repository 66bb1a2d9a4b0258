import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** What the one turn of a thread is started with. */
export type Turn = { readonly cwd: string; readonly sandbox: string }

/** A running `codex app-server` that is spoken to by its stdin and stdout: JSON-RPC, a message a line. */
export type AppServer = { readonly stdin: Writable; readonly stdout: Readable }

type Message = Readonly<Record<string, unknown>>

/** Starts a thread and has one turn in it, as an editor or the desktop app does; done when the turn is, or the server ends. */
export async function haveTurn(server: AppServer, { cwd, sandbox }: Turn): Promise<void> {
  const messages = createInterface({ input: server.stdout })
  const send = (message: Message) => server.stdin.write(`${JSON.stringify(message)}\n`)
  send(request(1, 'initialize', { clientInfo: { name: 'codex-env-shim', version: '1' } }))
  messages.on('line', (line) => {
    const message = parseMessage(line)
    if (message['id'] === 1) {
      send({ method: 'initialized' })
      send(request(2, 'thread/start', { cwd, sandbox, approvalPolicy: 'never' }))
    }
    if (message['id'] === 2) {
      const input = [{ type: 'text', text: 'verify' }]
      send(request(3, 'turn/start', { threadId: readThread(message), input }))
    }
    if (message['method'] === 'turn/completed' || message['error']) messages.close()
  })
  await once(messages, 'close')
}

function request(id: number, method: string, params: Message): Message {
  return { id, method, params }
}

function readThread({ result }: Message): unknown {
  const { thread } = (result ?? {}) as { readonly thread?: Message }
  return thread?.['id']
}

function parseMessage(line: string): Message {
  try {
    return JSON.parse(line) as Message
  } catch {
    return {}
  }
}
