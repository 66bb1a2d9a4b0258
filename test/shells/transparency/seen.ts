import type { Result } from '../../run.js'
import type { Box } from '../../sandbox.js'

/** An outcome as it is compared: bytes as latin-1 text, what differs between any two runs taken out. */
export type Seen = {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
  readonly signal: string | null
  readonly consumed: number | undefined
}

/** Takes out the paths of the shells that a caller was given, the process numbers and the names of the files that a run got for its descriptors. */
export function see(result: Result, box: Box, shells: readonly string[]): Seen {
  const { bytes, stderr, status, signal, pid, consumed } = result
  // A limit may happen to be the same number.
  const numbers = new RegExp(`(?<!^limit .*)\\b(?:${pid}|(${process.pid}))\\b`, 'gm')
  const plain = (text: string) =>
    shells
      .reduce((rest, shell) => rest.replaceAll(shell, '<shell>'), text)
      .replaceAll(box.dir, '<box>')
      .replace(/codex-env-shim-run-\w{6}/g, '<run>')
      .replace(numbers, (_, parent) => (parent ? '<parent>' : '<pid>'))
  return {
    stdout: plain(bytes.toString('latin1')),
    stderr: plain(stderr),
    status,
    signal,
    consumed,
  }
}
