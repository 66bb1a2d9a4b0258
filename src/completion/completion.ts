import type { Command } from 'commander'
import { renderBash } from './bash.js'
import { renderFish } from './fish.js'
import { listVerbs, type Verb } from './verb.js'
import { renderZsh } from './zsh.js'

/** The shells that a completion script can be made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type CompletionShell = (typeof SHELLS)[number]

const RENDER: Readonly<Record<CompletionShell, (verbs: readonly Verb[]) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
}

/** Renders a completion script from the very table that --help is made of. */
export function renderCompletion(shell: CompletionShell, program: Command): string {
  return RENDER[shell](listVerbs(program))
}
