import { skipFor } from './programs.js'

/** What of node-pty is used here; its own types are not there where it could not be built. */
type Pty = {
  readonly write: (text: string) => void
  readonly kill: (signal: string) => void
  readonly resize: (columns: number, rows: number) => void
  readonly onData: (listen: (data: string) => void) => void
  readonly onExit: (listen: (end: { exitCode: number; signal?: number }) => void) => void
}

type NodePty = {
  readonly spawn: (
    program: string,
    args: string[],
    options: { cwd: string; env: object; name: string; cols: number; rows: number },
  ) => Pty
}

const loadNodePty = (name = 'node-pty'): Promise<NodePty> => import(name)

/** A program on a pseudo-terminal of its own. */
export type Terminal = {
  /** Waits until the screen shows `text` after what was waited for before; answers what came in between. */
  readonly waitFor: (text: string) => Promise<string>
  /** Types a line, ended by the return key. */
  readonly type: (line: string) => void
  /** Presses one key combination: `\x03` is Ctrl-C. */
  readonly press: (key: string) => void
  /** Gives the window another size. */
  readonly resize: (columns: number, rows: number) => void
  /** Waits for the program's end. */
  readonly ended: Promise<{ readonly exitCode: number; readonly signal?: number }>
  readonly dispose: () => void
}

/** Can there be a pseudo-terminal here? node-pty is optional: where it could not be built, CI alone must have it. */
export async function hasTerminal(): Promise<boolean> {
  try {
    await loadNodePty()
    return true
  } catch (error) {
    if (process.env['CI']) throw error
    return !skipFor('node-pty')
  }
}

/** Starts a program on a terminal of 80 columns. */
export async function openTerminal(
  argv: readonly string[],
  how: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Terminal> {
  const { spawn } = await loadNodePty()
  const [program = '', ...args] = argv
  const pty = spawn(program, args, { ...how, name: how.env['TERM'] ?? 'dumb', cols: 80, rows: 24 })
  const ended = new Promise<{ exitCode: number; signal?: number }>((resolve) => pty.onExit(resolve))
  return {
    waitFor: readScreen(pty),
    type: (line) => pty.write(`${line}\r`),
    press: (key) => pty.write(key),
    resize: (columns, rows) => pty.resize(columns, rows),
    ended,
    dispose: () => pty.kill('SIGKILL'),
  }
}

function readScreen(pty: Pty): Terminal['waitFor'] {
  let unread = ''
  let look = () => {}
  pty.onData((data) => {
    unread += data
    look()
  })
  return (text) =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no ${text} in: ${unread}`)), 60_000)
      look = () => {
        const at = unread.indexOf(text)
        if (at < 0) return
        clearTimeout(limit)
        look = () => {}
        const before = unread.slice(0, at)
        unread = unread.slice(at + text.length)
        resolve(before)
      }
      look()
    })
}
