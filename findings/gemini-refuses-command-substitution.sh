#!/usr/bin/env bash
# @google/gemini-cli 0.61.0 (npm), no account and no network: the model is a script on loopback.
# Gemini CLI never runs a shell command that holds a command substitution, also where every tool call is approved beforehand (--yolo):
# `echo "$(pwd)"` is refused and the model is told so. The same characters inside single quotes are no substitution, and run.
# A user would have guessed: what is approved runs, as `pwd` alone does; and most commands that models write hold a `$(…)` sooner or later.
# shellcheck disable=SC2016 # the agent's shell expands it
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix cli @google/gemini-cli@0.61.0 >/dev/null
mkdir -p home/.gemini project
printf '{ "security": { "auth": { "selectedType": "gemini-api-key" }, "folderTrust": { "enabled": false } }, "general": { "enableAutoUpdate": false } }\n' >home/.gemini/settings.json
cat >model.mjs <<'JS'
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
const commands = process.argv.slice(2)
const outputs = []
const server = createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += chunk
  const { contents = [], tools = [] } = text ? JSON.parse(text) : {}
  contents.flatMap(({ parts = [] }) => parts).map(({ functionResponse }) => functionResponse).filter(Boolean)
    .forEach((one, index) => { outputs[index] = JSON.stringify(one.response) })
  const hasTools = JSON.stringify(tools).includes('run_shell_command')
  const command = hasTools ? commands[outputs.length] : undefined
  const part = command
    ? { functionCall: { id: `c${outputs.length}`, name: 'run_shell_command', args: { command, description: 'try' } } }
    : { text: hasTools ? 'done' : '{"reasoning":"done","next_speaker":"user"}' }
  const answer = { candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason: 'STOP' }] }
  if (!request.url.includes(':streamGenerateContent')) return response.end(JSON.stringify({ ...answer, totalTokens: 1 }))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(`data: ${JSON.stringify(answer)}\n\n`)
})
server.listen(0, '127.0.0.1', () => {
  const home = `${process.cwd()}/home`
  const env = { PATH: process.env.PATH, HOME: home, GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${server.address().port}`, GEMINI_API_KEY: 'none' }
  const gemini = spawn(`${process.cwd()}/cli/node_modules/.bin/gemini`, ['-m', 'gemini-2.5-flash', '--yolo', '-p', 'go'], { cwd: 'project', env, stdio: 'ignore' })
  gemini.on('exit', () => {
    commands.forEach((command, index) => console.log(`${command}: ${/command substitution/i.test(outputs[index]) ? 'refused' : /ran/.test(outputs[index]) ? 'ran' : outputs[index]}`))
    process.exit()
  })
})
JS
cli/node_modules/.bin/gemini --version
found=$(node model.mjs 'echo ran' 'echo "ran in $(pwd)"' "echo 'ran as text: \$(pwd)'")
printf '%s\n' "$found"
[ "$found" = 'echo ran: ran
echo "ran in $(pwd)": refused
'"echo 'ran as text: \$(pwd)': ran" ]
