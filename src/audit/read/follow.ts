import { closeSync, fstatSync } from 'node:fs'
import { makeSplitter, readForward } from './lines.js'
import { openLog, statLog } from './log-file.js'

/** Often enough for a person who watches, too seldom to be felt. */
const INTERVAL_MS = 200

/** A log that is open, read up to `at`. */
export type OpenLog = { readonly fd: number; readonly at: number }

/**
 * The log's new lines from `open` on, for ever: across its renaming, truncation, absence. No lines are an answer too, so that
 * whoever asks can stop. Closes the log.
 */
export async function* followLines(
  log: string,
  open: OpenLog | undefined,
): AsyncGenerator<readonly string[]> {
  let { fd, at } = open ?? { fd: undefined, at: 0 }
  let isReplaced = false
  const splitter = makeSplitter()
  try {
    for (;;) {
      fd ??= openLog(log)
      if (fd !== undefined) {
        for (const block of readForward(fd, at)) {
          at += block.length
          yield splitter.split(block)
        }
        const change = compare(log, fd, at)
        // A command that had opened the old file may still write its line there: one more look before it is left.
        if (change === 'truncated' || (change === 'replaced' && isReplaced)) {
          yield splitter.flush()
          at = 0
        }
        if (change === 'replaced' && isReplaced) {
          closeSync(fd)
          fd = undefined
        }
        isReplaced = change === 'replaced' && !isReplaced
      }
      yield []
      await (await import('node:timers/promises')).setTimeout(INTERVAL_MS)
    }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** What has become of the log since it was opened; one that is only away may still be written. */
function compare(log: string, fd: number, at: number): 'same' | 'replaced' | 'truncated' {
  const now = statLog(log)
  const then = fstatSync(fd)
  if (now && (now.ino !== then.ino || now.dev !== then.dev)) return 'replaced'
  return then.size < at ? 'truncated' : 'same'
}
