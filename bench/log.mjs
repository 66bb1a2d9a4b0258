import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isInstalled } from './peers.mjs'
import { place } from './sides.mjs'

/** As Codex's sandbox does it: everything read-only, processes and network of its own. */
const WALLS = ['--ro-bind', '/', '/', '--dev', '/dev', '--unshare-pid', '--unshare-net']
const MANY = 'for i in {1..100}; do BASH_ENV=$HOOK /bin/bash -c :; done'

/** Commands in a sandbox whose log is read-only, with a collector, and in the same one with a log that can be written. */
export function inSandbox(world) {
  if (!isInstalled('bwrap')) return { skip: 'no bwrap' }
  const state = dirname(world.audit)
  const env = { HOOK: world.hookEnv.BASH_ENV }
  const run = (walls) => ['bwrap', ...WALLS, '--proc', '/proc', ...walls, '/bin/bash', '-c', MANY]
  let collector
  const before = () => {
    collector = spawn(world.prefix, ['log', '--collect'], { env: world.env, stdio: 'ignore' })
    waitFor(join(state, 'collect.fifo'))
  }
  const after = () => {
    collector.kill()
  }
  return {
    subject: { ...place(world), command: run([]), env, before, after },
    against: { ...place(world), command: run(['--bind', state, state]), env },
  }
}

/** The log is waited for without giving this process's turn away: its children run all the same. */
function waitFor(file) {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let turn = 0; turn < 100 && !existsSync(file); turn++) Atomics.wait(pause, 0, 0, 50)
  // The lease follows its FIFO.
  Atomics.wait(pause, 0, 0, 500)
}

const LINES = 1_000_000
const AT_ONCE = 10_000

/** A reader of everything in a log of a million commands, which tells of each by which process of the agent it was started. */
export function readingLog(world) {
  if (!isInstalled('jq')) return { skip: 'no jq' }
  const state = join(world.work, 'many/codex-env-shim')
  const log = join(state, 'audit.jsonl')
  if (!existsSync(log)) {
    writeLog(log)
    rememberThread(state)
  }
  const read = [process.execPath, world.cli, 'log', '-n', 'all', '--json']
  const once = { cwd: world.work, warmup: 0 }
  return {
    subject: { ...once, command: read, env: { CODEX_ENV_SHIM_STATE: state } },
    against: { ...once, command: ['jq', '-c', '.', log] },
  }
}

/** Writes a log of so many lines, a second apart; each has a tool call of its own. */
export function writeLog(log, lines = LINES) {
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 })
  writeFileSync(log, '')
  for (let from = 0; from < lines; from += AT_ONCE) {
    appendFileSync(log, Array.from({ length: AT_ONCE }, (_, at) => renderLine(from + at)).join(''))
  }
}

const THREAD = '0199a213-81c0-7800-8aa1-bbab2a035a53'

/** As src/agents/sessions.ts keeps it. */
function rememberThread(state) {
  const since = '2026-01-01T00:00:00.000Z'
  const process = { agent: 'codex', mode: 'tui', version: '0.169.0', pid: 2133, host: 'here' }
  mkdirSync(join(state, 'sessions'))
  const stay = { since, session: { ...process, startedAt: since } }
  writeFileSync(join(state, `sessions/${THREAD}.jsonl`), `${JSON.stringify(stay)}\n`)
}

function renderLine(number) {
  return `${JSON.stringify({
    time: new Date(1.8e12 + number * 1000).toISOString(),
    command: `make -j8 test-${number} && echo "done"`,
    argv: ['/bin/bash'],
    cwd: '/home/u/project/src',
    shell: 'bash',
    route: 'hook',
    pid: 2577,
    ppid: 2133,
    agent: 'codex',
    thread: THREAD,
    session: THREAD,
    tool_call: `call_${number}`,
    project: '/home/u/project',
    plan: 'b4c2243e8f70e33d',
    state: 'fresh',
    set: ['CUDA_HOME', 'MKL_NUM_THREADS'],
    prepended: ['PATH', 'LD_LIBRARY_PATH'],
    removed: ['PYTHONHOME'],
    restored: [],
    protected: [],
  })}\n`
}
