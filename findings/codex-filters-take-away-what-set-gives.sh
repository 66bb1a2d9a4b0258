#!/usr/bin/env bash
# @openai/codex 0.171.0 (npm), no account and no network: the model is a script on loopback.
# One `"include"` in [shell_environment_policy.filters] also takes away what `set` of the same policy gives, without a word; an `"exclude"` of
# the same name does not: it is applied before `set`.
# A user would have guessed: filters choose among what is inherited, and what `set` names is added to that in both cases, as its name says.
set -euo pipefail
# Not below /tmp: there Codex does without its helpers, and no command runs in its sandbox.
work=$(mktemp -d "$HOME/.finding-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix cli @openai/codex@0.171.0 >/dev/null
mkdir home project
cat >model.mjs <<'JS'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const [filter] = process.argv.slice(2)
let output
const server = createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += chunk
  if (!request.url.includes('/responses')) return response.end('{"data":[],"models":[]}')
  output ??= JSON.parse(text).input.find(({ type }) => type === 'function_call_output')?.output
  const call = { type: 'function_call', id: 'f', call_id: 'c', name: 'exec_command', arguments: '{"cmd":"echo MINE=$MINE"}' }
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
  writeFileSync('home/config.toml', `model = "gpt-5-codex"
model_provider = "scripted"
[model_providers.scripted]
name = "scripted"
base_url = "http://127.0.0.1:${server.address().port}/v1"
wire_api = "responses"
env_key = "NO_KEY"
[shell_environment_policy]
set = { MINE = "1" }
filters = { ${filter} }
`)
  const env = { ...process.env, CODEX_HOME: `${process.cwd()}/home`, NO_KEY: 'none' }
  const codex = spawn('cli/node_modules/.bin/codex', ['exec', '--skip-git-repo-check', '-C', 'project', 'go'], { env, stdio: 'ignore' })
  codex.on('exit', () => {
    console.log(`${filter}: ${/MINE=.*/.exec(output)?.[0]}`)
    process.exit()
  })
})
JS
cli/node_modules/.bin/codex --version
included=$(node model.mjs 'PATH = "include"')
excluded=$(node model.mjs 'MINE = "exclude"')
printf '%s\n' "$included" "$excluded"
[ "$included" = 'PATH = "include": MINE=' ] && [ "$excluded" = 'MINE = "exclude": MINE=1' ]
