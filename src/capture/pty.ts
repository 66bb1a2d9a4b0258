import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { nameError } from '../system/system-error.js'

/** What of node-pty is used here; its own types are not there where it could not be built. */
export type Pty = {
  readonly pid: number
  readonly kill: (signal: string) => void
  readonly destroy: () => void
  readonly onData: (listen: (data: string) => void) => void
  readonly onExit: (listen: (end: { readonly exitCode: number }) => void) => void
}

type NodePty = {
  readonly spawn: (
    program: string,
    args: readonly string[],
    options: { cwd: string; env: object; name: string; cols: number; rows: number },
  ) => Pty
}

/** Starts a program on a pseudo-terminal of its own. */
export async function openPty(
  [program = '', ...args]: readonly string[],
  how: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Pty> {
  const { spawn } = await loadNodePty()
  return spawn(program, args, { ...how, name: 'xterm-256color', cols: 80, rows: 24 })
}

/** Late, because it is an optional dependency that few commands need. */
async function loadNodePty(name = 'node-pty'): Promise<NodePty> {
  try {
    return await import(name)
  } catch (error) {
    const name = nameError(error)
    const why = name === 'ERR_MODULE_NOT_FOUND' ? 'which could not be built here' : `(${name})`
    throw new ShimError('not-available', `capture --shell needs node-pty, ${why}`, {
      remedy: `run in a terminal: ${PROGRAM} capture; or install a C++ compiler, then this program again`,
    })
  }
}
