import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a process left: its exact output, and how it ended. */
export type Result = {
  readonly stdout: string
  readonly stderr: string
  readonly bytes: Buffer
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly pid: number
  /** How much of its standard input was read, where the system tells. */
  readonly consumed: number | undefined
}

/** How a process is started; nothing of the test's own environment is passed on. */
export type Start = {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin?: string
  readonly argv0?: string
}

/** A program that hangs must not outlive its test. */
const LIMIT = 30_000

/**
 * Runs a program to its end. Its descriptors are files: Node's pipes are sockets, by which bash takes its caller for
 * sshd (bash(1), INVOCATION).
 */
export async function run(argv: readonly string[], start: Start): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'codex-env-shim-run-'))
  const path = (name: string) => join(folder, name)
  writeFileSync(path('0'), start.stdin ?? '')
  const files = [openSync(path('0'), 'r'), openSync(path('1'), 'a'), openSync(path('2'), 'a')]
  const [program = '', ...args] = argv
  try {
    const { argv0, cwd, env } = start
    const how = { timeout: LIMIT, killSignal: 'SIGKILL', ...(argv0 ? { argv0 } : {}) } as const
    const child = spawn(program, args, { cwd, env, stdio: files, ...how })
    const ended = await waitFor(child)
    const bytes = readFileSync(path('1'))
    const output = { stdout: bytes.toString(), bytes, stderr: readFileSync(path('2'), 'utf8') }
    return { ...output, ...ended, pid: child.pid ?? 0, consumed: readPosition(files[0]) }
  } finally {
    files.forEach(closeSync)
    rmSync(folder, { recursive: true, force: true })
  }
}

function waitFor(child: ChildProcess): Promise<Pick<Result, 'status' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, signal) => resolve({ status, signal }))
  })
}

/** Where the next read of a descriptor would begin: the process shared its file position with us. */
function readPosition(fd: number | undefined): number | undefined {
  const file = `/proc/self/fdinfo/${fd}`
  if (!existsSync(file)) return undefined
  return Number(/^pos:\s*(\d+)/.exec(readFileSync(file, 'utf8'))?.[1])
}
