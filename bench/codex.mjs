import { execFileSync, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { serveModel } from '../dist/verify/model.js'
import { REPOSITORY } from './world.mjs'

const AGENTS = join(REPOSITORY, 'test/agents')

/** A real Codex (`0.79` or `0.169`), as `npm run test:agents` pins it. */
export function findCodex(version) {
  const resolve = () =>
    createRequire(join(AGENTS, 'package.json')).resolve(`codex-${version}/bin/codex.js`)
  try {
    return resolve()
  } catch {
    execFileSync('npm', ['--prefix', AGENTS, 'ci', '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return resolve()
  }
}

/** Has Codex run these commands one after the other, as a model on loopback asks for them; answers what the model was told, and when. */
export async function converse({ codex, wrapper = [], cwd, env, commands }) {
  const calls = commands.map((command) => ({ title: command, command }))
  const model = await serveModel(calls, () => {})
  const provider = `{ name = "scripted", base_url = "${model.url}", wire_api = "responses", env_key = "SCRIPTED_MODEL_KEY" }`
  const settings = [
    ['model', '"gpt-5-codex"'],
    ['model_provider', '"scripted"'],
    ['model_providers.scripted', provider],
    ['approval_policy', '"never"'],
  ].flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const options = ['--skip-git-repo-check', '--sandbox', 'danger-full-access', ...settings]
  try {
    const [file, ...args] = [...wrapper, process.execPath, codex, 'exec', ...options, 'go']
    const transcript = await run(file, args, { cwd, env: { ...env, SCRIPTED_MODEL_KEY: 'none' } })
    const answers = calls.map((_, index) => model.answer(index))
    if (answers.includes(undefined)) throw new Error(`Codex never ran a command:\n${transcript}`)
    return answers
  } finally {
    model.close()
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
