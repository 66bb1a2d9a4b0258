import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import WebSocket from 'ws'
import type { AppServer } from '../../src/verify/app-server.js'

/** A server that somebody else has started, spoken to by its socket as the TUI does: WebSocket, a JSON-RPC message a frame. */
export async function attach(socket: string): Promise<AppServer & { readonly close: () => void }> {
  const connection = new WebSocket(`ws+unix://${socket}:/`)
  await once(connection, 'open')
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  stdin.on('data', (line) => connection.send(String(line).trim()))
  connection.on('message', (message) => stdout.write(`${message}\n`))
  connection.on('close', () => stdout.end())
  return { stdin, stdout, close: () => connection.close() }
}
