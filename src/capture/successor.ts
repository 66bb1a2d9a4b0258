import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { parseEnvironment } from './environment.js'

/** How a shell is started: what stands before `-c`, and with which environment. */
export type Start = {
  readonly program: string
  readonly flags: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const SHELLS = ['bash', 'zsh', 'fish', 'ksh', 'ksh93', 'mksh', 'dash', 'sh']

/**
 * The other shell that a shell's startup file has put in its place (`exec fish`), and how to start it so again, now with a
 * command: it has the same process number, and /proc tells what it was started with. Without /proc nobody knows.
 */
export function findSuccessor(pid: number, program: string): Start | undefined {
  try {
    const path = readlinkSync(`/proc/${pid}/exe`)
    if (!SHELLS.includes(basename(path)) || path === realpathSync(program)) return undefined
    const [name = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const isLogin = name.startsWith('-') || args.some((arg) => /^-\w*l|^--login$/.test(arg))
    const env = parseEnvironment(readFileSync(`/proc/${pid}/environ`))
    return { program: path, flags: isLogin ? ['-l', '-i'] : ['-i'], env }
  } catch {
    return undefined
  }
}
