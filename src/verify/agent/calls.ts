import { renderProbe } from '../probe.js'
import { nameCall } from '../six-calls.js'
import type { ScriptedCall } from './model.js'

/** A call of the conversation, and what is particular about it in words. */
export type AgentCall = ScriptedCall & { readonly title: string }

/** As long as a program that a model writes into a call. */
const LONG = 20_000

/** Qwen Code passes on what it has read of a command when that ends: on a busy machine, a part of what was printed. */
const LINGER = 'command -p sleep 0.2'

/** The conversation of `verify AGENT`: agents put a text of their own around a command, and its form depends on what is in it. */
export function makeAgentCalls(mark: string): readonly AgentCall[] {
  const kinds: readonly { readonly title: string; readonly make: (probe: string) => string }[] = [
    { title: 'the first', make: (probe) => probe },
    { title: 'after a cd', make: (probe) => `cd . && ${probe}` },
    {
      title: 'with a here-document',
      make: (probe) => `cat <<'END' >/dev/null\nit's "one"\nEND\n${probe}`,
    },
    { title: 'in a pipe', make: (probe) => `{ ${probe}; } | cat` },
    { title: 'of 20 kB', make: (probe) => `: ${'x'.repeat(LONG)}\n${probe}` },
    { title: 'the last', make: (probe) => probe },
  ]
  return kinds.map(({ title, make }, index) => ({
    title,
    // Found in the log by what stands first, also where a long text is cut.
    command: `: ${nameCall(mark, index)}; ${make(renderProbe(nameCall(mark, index)))}; ${LINGER}`,
  }))
}
