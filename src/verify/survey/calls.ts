import type { ScriptedCall } from '../agent/model.js'
import { SHELL_PROBE } from './probe.js'

/** A folder below the project for a `cd`: some agents go back where one leads out of it. */
export const BELOW = 'below'

/** Six calls: what one leaves behind shows in the next, and the last tells what has changed since the first. `kept` is a name to export. */
export function makeFolderCalls(kept: string): readonly ScriptedCall[] {
  const texts = [
    SHELL_PROBE,
    `${SHELL_PROBE}; cd ${BELOW} && export ${kept}=1`,
    SHELL_PROBE,
    `cat <<'END' >/dev/null\ntext\nEND\n${SHELL_PROBE}`,
    `{ ${SHELL_PROBE}; } | cat`,
    SHELL_PROBE,
  ]
  // Some agents stop where the same call comes again and again.
  return texts.map((text, index) => ({ command: `: survey ${index + 1}; ${text}` }))
}
