#!/usr/bin/env bash
# @openai/codex 0.171.0 (npm), no account and no network: the model is a script on loopback.
# With a CODEX_HOME below /tmp every command in Codex's sandbox fails: `bwrap: execvp codex-linux-sandbox: No such file or directory`. Codex puts no helper of its
# own there, so that nobody can put another in its place, and goes on; the same session with a CODEX_HOME elsewhere runs the command.
# A user would have guessed: Codex says at its start that it cannot sandbox anything there, or runs its helper from where it is installed.
set -euo pipefail
work=$(mktemp -d "$HOME/.finding-XXXXXX")
below=$(mktemp -d /tmp/finding-XXXXXX)
trap 'rm -rf "$work" "$below"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix cli @openai/codex@0.171.0 >/dev/null
mkdir project
cat >model.mjs <<'JS'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const [home] = process.argv.slice(2)
let output
const server = createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += chunk
  if (!request.url.includes('/responses')) return response.end('{"data":[],"models":[]}')
  output ??= JSON.parse(text).input.find(({ type }) => type === 'function_call_output')?.output
  const call = { type: 'function_call', id: 'f', call_id: 'c', name: 'exec_command', arguments: '{"cmd":"echo ran","login":false}' }
  const done = { type: 'message', role: 'assistant', id: 'm', content: [{ type: 'output_text', text: 'done' }] }
  const usage = { input_tokens: 1, input_tokens_details: null, output_tokens: 1, output_tokens_details: null, total_tokens: 2 }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const [type, more] of [
    ['response.created', { response: { id: 'r' } }],
    ['response.output_item.done', { output_index: 0, item: output ? done : call }],
    ['response.completed', { response: { id: 'r', usage } }],
  ]) response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`)
  response.end()
})
server.listen(0, '127.0.0.1', () => {
  writeFileSync(`${home}/config.toml`, `model = "gpt-5-codex"
model_provider = "scripted"
[model_providers.scripted]
name = "scripted"
base_url = "http://127.0.0.1:${server.address().port}/v1"
wire_api = "responses"
env_key = "NO_KEY"
`)
  const env = { ...process.env, CODEX_HOME: home, NO_KEY: 'none' }
  const codex = spawn('cli/node_modules/.bin/codex', ['exec', '--skip-git-repo-check', '--sandbox', 'read-only', '-C', 'project', 'go'], { env, stdio: 'ignore' })
  codex.on('exit', () => {
    console.log(/Output:\n(.*)/.exec(output)?.[1])
    process.exit()
  })
})
JS
cli/node_modules/.bin/codex --version
mkdir elsewhere
found=$(node model.mjs "$below")
other=$(node model.mjs "$work/elsewhere")
printf 'below /tmp: %s\nelsewhere: %s\n' "$found" "$other"
[ "$found" = 'bwrap: execvp codex-linux-sandbox: No such file or directory' ] && [ "$other" = ran ]
