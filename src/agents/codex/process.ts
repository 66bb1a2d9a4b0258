import { basename } from 'node:path'
import type { Process } from '../../system/processes.js'

/** What `codex` may be told to be; without such a word it is the TUI. */
const MODES = [
  'exec',
  'review',
  'mcp-server',
  'app-server',
  'exec-server',
  'remote-control',
  'sandbox',
  'resume',
  'fork',
] as const

/** What a Codex process is doing. The program also starts itself under other names, as a helper of its sandbox: that is no agent. */
export function recognizeCodex({ exe, argv }: Process): string | undefined {
  const [name = '', ...args] = argv
  const isCodex = /^codex(-(x86_64|aarch64)-.*)?$/
  if (!isCodex.test(basename(exe)) || !isCodex.test(basename(name))) return undefined
  // What looks after the server that terminals share runs no command itself.
  if (args.includes('daemon')) return undefined
  const word = args.find((one) => one === 'e' || MODES.some((mode) => mode === one))
  return word === 'e' ? 'exec' : (word ?? 'tui')
}
