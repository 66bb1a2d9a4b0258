#!/usr/bin/env bash
# @google/gemini-cli 0.61.0 (npm), no account and no network: the model is a script on loopback.
# Gemini CLI takes `bash -c '` off the beginning of a command, and a quote off its end, whatever stands between: two commands, the first of which is
# such a one, become one that prints `first; echo second`; the same two behind `true; ` run.
# A user would have guessed: a command is run as the model wrote it, or the outer quotes are taken off only where they belong together.
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
    commands.forEach((command, index) => {
      const { output } = JSON.parse(outputs[index])
      console.log(`${command}: ${/Output: (.*second)/s.exec(output)?.[1].replace('\n', '|')}`)
    })
    process.exit()
  })
})
JS
cli/node_modules/.bin/gemini --version
found=$(node model.mjs "bash -c 'echo first'; echo 'second'" "true; bash -c 'echo first'; echo 'second'")
printf '%s\n' "$found"
[ "$found" = "bash -c 'echo first'; echo 'second': first; echo second
true; bash -c 'echo first'; echo 'second': first|second" ]
