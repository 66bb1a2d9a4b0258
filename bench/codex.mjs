import { execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { REPOSITORY } from './world.mjs'

const AGENTS = join(REPOSITORY, 'test/agents')

/** The real Codex 0.79.0, as `npm run test:agents` pins it. */
export function findCodex() {
  const resolve = () =>
    createRequire(join(AGENTS, 'package.json')).resolve('codex-0.79/bin/codex.js')
  try {
    return resolve()
  } catch {
    execFileSync('npm', ['--prefix', AGENTS, 'ci', '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return resolve()
  }
}

/** Has Codex run one command, as a model on loopback asks for it, and gives what the model was told. */
export async function askCodex({ codex, wrapper, cwd, env, command }) {
  const { server, url, answer } = await serveModel(command)
  const provider = `{ name = "scripted", base_url = "${url}", wire_api = "responses", env_key = "SCRIPTED_MODEL_KEY" }`
  const settings = [
    ['model_provider', '"scripted"'],
    ['model_providers.scripted', provider],
    ['approval_policy', '"never"'],
  ].flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const options = ['--skip-git-repo-check', '--sandbox', 'danger-full-access', ...settings]
  try {
    const [file, ...args] = [...wrapper, process.execPath, codex, 'exec', ...options, 'go']
    const transcript = await run(file, args, { cwd, env: { ...env, SCRIPTED_MODEL_KEY: 'none' } })
    if (answer.text === undefined) throw new Error(`Codex never ran the command:\n${transcript}`)
    return answer.text
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

function run(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let transcript = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        transcript += chunk
      })
    }
    child.on('error', reject)
    child.on('close', () => resolve(transcript))
  })
}

/** The first request is answered with the tool call; the second one brings what came of it. */
async function serveModel(command) {
  const answer = { text: undefined }
  const call = { name: 'shell_command', arguments: JSON.stringify({ command, timeout_ms: 60_000 }) }
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    if (!request.url?.includes('/responses')) return response.end('{"data":[],"models":[]}')
    const { input } = JSON.parse(Buffer.concat(chunks).toString())
    const told = input.find(({ type }) => type === 'function_call_output')
    answer.text = told?.output
    sendTurn(
      response,
      told
        ? { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'done' }] }
        : { type: 'function_call', call_id: 'call_0', ...call },
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  return { server, answer, url: `http://127.0.0.1:${server.address().port}/v1` }
}

function sendTurn(response, item) {
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 }
  const events = [
    { type: 'response.created', response: { id: 'resp' } },
    { type: 'response.output_item.done', output_index: 0, item: { id: 'item', ...item } },
    { type: 'response.completed', response: { id: 'resp', usage } },
  ]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  response.end()
}
