import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ShimError } from '../system/errors.js'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'
import { parseEnvironment } from './environment.js'
import type { Environment } from './selection.js'
import { digestCommand, nameCommand } from './setup-command.js'
import { makeScratch } from './store.js'

/** The environment of a shell before and after it ran something. */
export type BeforeAndAfter = { readonly before: Environment; readonly after: Environment }

/** Runs a setup command in a bash of its own, a script by sourcing it; what it prints goes to stderr. */
export async function runSetup(world: World, command: readonly string[]): Promise<BeforeAndAfter> {
  requireShellScript(world, command)
  const files = ['before', 'after'].map((name) => makeScratch(world, name))
  for (const file of files) writeFileSync(file, '', { mode: 0o600 })
  try {
    const status = await run(world, [...files, ...command])
    const [before, after] = files.map(readDump)
    if (before && after) return { before, after }
    const name = nameCommand(digestCommand(world.cwd, command))
    const what = `${name} ${status === 0 ? 'ended the shell' : `failed (${status})`}`
    throw new ShimError('not-ready', what, {
      remedy: 'nothing of it is captured; the last good capture stays',
    })
  } finally {
    for (const file of files) rmSync(file, { force: true })
  }
}

async function run(world: World, args: readonly string[]): Promise<number | string> {
  const script = join(world.places.data, 'shells', 'providers', 'setup.bash')
  const child = spawn('bash', [script, ...args], {
    cwd: world.cwd,
    env: { ...world.env, [VARIABLES.switch]: 'off' },
    stdio: ['inherit', 2, 2],
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, signal) => resolve(status ?? signal ?? 'unknown'))
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
