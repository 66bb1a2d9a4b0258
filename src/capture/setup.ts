import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ShimError } from '../system/errors.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'
import type { Environment } from '../variables/environment.js'
import { parseEnvironment } from './environment.js'
import { digestCommand, nameCommand } from './setup-command.js'
import { makeScratch } from './store.js'

/** The environment of a shell before and after it ran something. */
export type BeforeAndAfter = { readonly before: Environment; readonly after: Environment }

/** How a setup ran: `status` is what the last command of its script returned, `said` whether it printed anything to stderr. */
export type SetupRun = BeforeAndAfter & {
  readonly status: number
  readonly said: boolean
  readonly took: number
}

/** Runs a setup command in a bash of its own, a script by sourcing it; what it prints goes to stderr. */
export async function runSetup(world: World, command: readonly string[]): Promise<SetupRun> {
  requireShellScript(world, command)
  const files = ['before', 'after'].map((name) => makeScratch(world, name))
  for (const file of files) writeFileSync(file, '', { mode: 0o600 })
  try {
    const started = Date.now()
    const { status, said } = await run(world, [...files, ...command])
    const took = Date.now() - started
    const [before, after] = files.map(readDump)
    if (before && after && typeof status === 'number') return { before, after, status, said, took }
    throw failSetup(world, command, status)
  } finally {
    for (const file of files) rmSync(file, { force: true })
  }
}

/** A setup of which nothing is kept, and why. */
export function failSetup(
  world: World,
  command: readonly string[],
  status: number | string,
): ShimError {
  const name = nameCommand(digestCommand(world.cwd, command))
  const what = `${name} ${status === 0 ? 'ended the shell' : `failed (${status})`}`
  return new ShimError('not-ready', what, {
    remedy: 'nothing of it is captured; the last good capture stays',
  })
}

/** How long what a setup has left running may still talk. */
const AFTERMATH_MS = 300

async function run(
  world: World,
  args: readonly string[],
): Promise<{ readonly status: number | string; readonly said: boolean }> {
  const script = join(world.places.data, 'dist/setup.bash')
  const child = spawn('bash', [script, ...args], {
    cwd: world.cwd,
    env: { ...world.env, [VARIABLES.switch]: 'off' },
    stdio: ['inherit', 2, 'pipe'],
  })
  let said = false
  child.stderr?.on('data', (chunk: Buffer) => {
    said = true
    process.stderr.write(chunk)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, signal) => {
      // What it left running may keep its stderr open.
      const end = () => resolve({ status: status ?? signal ?? 'unknown', said })
      const timer = setTimeout(() => {
        child.stderr?.destroy()
        end()
      }, AFTERMATH_MS)
      child.on('close', () => {
        clearTimeout(timer)
        end()
      })
    })
  })
}

function readDump(file: string): Environment | undefined {
  const bytes = readFileSync(file)
  return bytes.length > 0 ? parseEnvironment(bytes) : undefined
}

/** What another program exports ends with it; only a shell's own script can be sourced. */
function requireShellScript(world: World, [name = '']: readonly string[]): void {
  const file = resolve(world.cwd, name)
  const head = existsSync(file) ? readFileSync(file).subarray(0, 200) : Buffer.of()
  const interpreter = /^#!\s*(.*)/.exec(head.toString('latin1'))?.[1] ?? 'sh'
  if (!head.includes(0) && /\b(?:ba|da|k|z)?sh\b/.test(interpreter)) return
  throw new ShimError('not-available', `${name} is no shell script: what it exports ends with it`, {
    remedy: 'expected a script of sh or bash, or a command of bash such as `module load …`',
  })
}
