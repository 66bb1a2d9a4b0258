import type { Call } from './call.js'
import { renderProbe } from './probe.js'

/**
 * The conversation of `verify`: what one command shows proves nothing, because Codex replays a snapshot of the login shell
 * from its second command on, and login, terminal and directory each take another way.
 */
export function makeSixCalls(mark: string, subdirectory: string): readonly Call[] {
  const kinds: readonly Omit<Call, 'command'>[] = [
    { title: 'as Codex starts it' },
    { title: 'as a login shell', login: true },
    { title: 'not as a login shell', login: false },
    { title: 'in a terminal', tty: true },
    { title: 'in another directory', workdir: subdirectory },
    { title: 'as Codex starts it, last' },
  ]
  return kinds.map((kind, index) => ({ ...kind, command: renderProbe(nameCall(mark, index)) }))
}

/** By what a call is found again in the audit log. */
export function nameCall(mark: string, index: number): string {
  return `verify-${mark}-${index + 1}`
}
