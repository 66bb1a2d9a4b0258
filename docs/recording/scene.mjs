import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findCodex } from '../../bench/codex.mjs'
import { REPOSITORY } from '../../bench/world.mjs'
import { serveModel } from '../../dist/verify/model.js'

const HOME = '/home/you'
const PROJECT = `${HOME}/project`
const COLUMNS = 96

/** What a login profile does that was written before the project had an environment of its own. */
const PROFILE = 'PATH=/usr/local/bin:/usr/bin:/bin\n'

/**
 * A newcomer with the product installed, a virtual environment in the project, and the real Codex 0.169.0, in a home that is
 * gone afterwards. `play` runs one line as they type it, on a terminal.
 */
export async function withScene(work) {
  const home = mkdtempSync(join(tmpdir(), 'recording-'))
  try {
    mkdirSync(join(home, 'project'), { recursive: true })
    mkdirSync(join(home, '.local/bin'), { recursive: true })
    writeFileSync(join(home, '.bash_profile'), PROFILE)
    writeFileSync(join(home, '.local/bin/codex'), renderCodex(findCodex('0.169')), { mode: 0o755 })
    await play({ home, cwd: REPOSITORY, line: './install.sh' })
    await play({ home, line: 'git init -q && python3 -m venv --without-pip .venv' })
    return await work((line, asked) => (asked ? ask(home, line, asked) : play({ home, line })))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Codex with the one thing that is not as everybody has it: who plays the model. */
function renderCodex(codex) {
  const settings = [
    'model="gpt-5-codex"',
    'model_provider="scripted"',
    'model_providers.scripted={name="scripted",base_url="\'"$MODEL_URL"\'",wire_api="responses"}',
    'sandbox_mode="danger-full-access"',
  ]
  return `#!/bin/sh\nexec '${codex}' "$@" ${settings.map((one) => `-c '${one}'`).join(' ')}\n`
}

/** Has a model on loopback ask Codex for one command while the line runs. */
async function ask(home, line, command) {
  const model = await serveModel([{ title: command, command }], () => {})
  try {
    return await play({ home, line, model: model.url })
  } finally {
    model.close()
  }
}

/** Where the home of this run stands in the place of everybody's, and nothing else is changed. */
function play({ home, line, cwd = PROJECT, model = '' }) {
  const walls = ['--dev-bind', '/', '/', '--tmpfs', '/home', '--bind', REPOSITORY, REPOSITORY]
  const path = `${HOME}/.local/bin:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`
  const env = {
    MODEL_URL: model,
    HOME,
    PATH: path,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    USER: 'you',
    LOGNAME: 'you',
  }
  const typed = `stty cols ${COLUMNS}; ${line}`
  const terminal = ['script', '--quiet', '--return', '--command', typed, '/dev/null']
  const args = [...walls, '--bind', home, HOME, '--chdir', cwd, ...terminal]
  return new Promise((resolve, reject) => {
    const child = spawn('bwrap', args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ output: output.replaceAll('\r\n', '\n'), status }))
  })
}
