import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { ShimError } from '../system/errors.js'
import { nameError } from '../system/system-error.js'
import { quoteShown } from '../text/quote.js'
import { type Environment, parseEnvironment } from './environment.js'
import { failProvider, nameCommand, seeWhy } from './failure.js'
import type { Scene } from './provider.js'

/** What a program left. */
export type Output = {
  readonly stdout: Buffer
  readonly stderr: string
  /** What it wrote to descriptor 3, where nothing that only talks can get between. */
  readonly data: Buffer
  readonly status: number
}

/** The most a program may print to one descriptor. */
const MAX_OUTPUT = 8 * 1024 * 1024

/** How long the descriptors of a program that has ended may stay open in others. */
const AFTERMATH_MS = 200

/**
 * Runs a provider's program in its project: no shell, no input, no terminal, a process group of its own that ends with its time.
 * Node's own `spawn`, because what must be killed is the whole group, and because descriptor 3 is read too.
 */
export async function runProvider(
  scene: Scene,
  argv: readonly string[],
  env: Environment = {},
): Promise<Output> {
  const [program = '', ...args] = argv
  tell(scene, argv)
  const child = spawn(program, args, {
    cwd: scene.root,
    env: { ...scene.base, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const outputs = [1, 2, 3].map((number) => collect(child, number, scene, argv))
  const interrupts = endWithUs(child)
  const [status, ...printed] = await Promise.all([waitFor(child, scene, argv), ...outputs]).finally(
    () => interrupts.abort(),
  )
  const [stdout = Buffer.alloc(0), stderr = '', data = Buffer.alloc(0)] = printed
  return { status, stdout, stderr: stderr.toString(), data }
}

/** The output of a program that must succeed. */
export async function runOrFail(
  scene: Scene,
  argv: readonly string[],
  env: Environment = {},
): Promise<Output> {
  const output = await runProvider(scene, argv, env)
  if (output.status !== 0)
    throw failProvider(
      scene,
      `${nameCommand(argv)} exited with ${output.status}`,
      seeWhy(scene, argv),
    )
  return output
}

/** The environment that a shell of ours wrote to descriptor 3 at its end: none where `what` had put another program in its place. */
export function requireEnvironment(scene: Scene, what: string, { data }: Output): Environment {
  const env = parseEnvironment(data)
  if (Object.keys(env).length > 0) return env
  const remedy = 'it must come to its end: source it in a terminal to see why it does not'
  throw failProvider(scene, `${what} put another program in the place of its shell`, remedy)
}

function tell({ world, provider, root }: Scene, argv: readonly string[]): void {
  if (world.watcher?.verbose)
    world.watcher.write(`${provider}: in ${root}: ${argv.map(quoteShown).join(' ')}\n`)
}

function collect(
  child: ChildProcess,
  number: number,
  scene: Scene,
  argv: readonly string[],
): Promise<Buffer> {
  const stream = child.stdio[number] as Readable
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size <= MAX_OUTPUT) return
      stream.destroy()
      endGroup(child)
      reject(
        failProvider(
          scene,
          `${nameCommand(argv)} printed more than ${MAX_OUTPUT >> 20} MiB`,
          seeWhy(scene, argv),
        ),
      )
    })
    stream.on('error', () => resolve(Buffer.concat(chunks)))
    stream.on('close', () => resolve(Buffer.concat(chunks)))
  })
}

function waitFor(child: ChildProcess, scene: Scene, argv: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      endGroup(child)
      reject(failProvider(scene, `${nameCommand(argv)} did not end in time`, seeWhy(scene, argv)))
    }
    if (scene.signal.aborted) stop()
    scene.signal.addEventListener('abort', stop, { once: true })
    child.on('error', (error) => reject(explainStart(error, scene, argv)))
    child.on('exit', (status, signal) => {
      scene.signal.removeEventListener('abort', stop)
      setTimeout(() => release(child), AFTERMATH_MS).unref()
      if (signal)
        reject(
          failProvider(scene, `${nameCommand(argv)} was ended by ${signal}`, seeWhy(scene, argv)),
        )
      else resolve(status ?? -1)
    })
  })
}

function explainStart(error: Error, scene: Scene, argv: readonly string[]): ShimError {
  const code = nameError(error)
  const what =
    code === 'ENOENT' ? `${argv[0]} was not found` : `${argv[0]} cannot be started (${code})`
  return failProvider(
    scene,
    what,
    `install it, or take ${scene.provider} out of [providers]; then: codex-env-shim allow`,
  )
}

/** A group of its own is not reached by ^C: who interrupts us means it too. */
function endWithUs(child: ChildProcess): AbortController {
  const done = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const stop = () => {
      endGroup(child)
      done.abort()
      process.kill(process.pid, signal)
    }
    process.once(signal, stop)
    done.signal.addEventListener('abort', () => process.off(signal, stop), { once: true })
  }
  return done
}

function release(child: ChildProcess): void {
  for (const stream of child.stdio) stream?.destroy()
}

/** The program and all that it started, as long as they stayed together. */
function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
  release(child)
}
