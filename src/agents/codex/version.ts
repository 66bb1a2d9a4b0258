import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Process } from '../../system/processes.js'

/** A session does not wait longer to hear it; it takes some ten milliseconds. */
const PATIENCE_MS = 2000

/** The version in what `codex --version` says. */
export function parseVersion(text: string): string | undefined {
  return /\d+\.\d+\.\d+\S*/.exec(text)?.[0]
}

/**
 * Asks a Codex that runs for its version; '' where it tells none. /proc leads to its very program, also where another one was
 * installed meanwhile. Codex tells a hook no version, and writes into its home even to tell this one: it gets none.
 */
export async function askVersion({ pid }: Process): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(`/proc/${pid}/exe`, ['--version'], {
      env: { CODEX_HOME: '/dev/null' },
      timeout: PATIENCE_MS,
    })
    return parseVersion(stdout) ?? ''
  } catch {
    return ''
  }
}
