import { basename } from 'node:path'
import type { Process } from '../../system/processes.js'

/** What a Claude Code process is doing. It also runs itself under other names, as grep or find: that is no agent. */
export function recognizeClaude({ exe, argv }: Process): string | undefined {
  const [name = '', ...args] = argv
  const isProgram = /^claude(\.exe)?$/
  const isInstalled = isProgram.test(basename(exe)) || exe.includes('/claude/versions/')
  if (!isInstalled || !isProgram.test(basename(name))) return undefined
  return args.some((one) => one === '-p' || one === '--print') ? 'print' : 'tui'
}
