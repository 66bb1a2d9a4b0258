import type { Op } from '../../plan/plan.js'

/** Sets a variable to exactly this text. */
export function setOp(name: string, text: string, from: string): Op {
  return { kind: 'set', name, value: [{ kind: 'text', text }], from }
}

/** Puts folders in front of a list. */
export function prependOp(name: string, folders: readonly string[], from: string): Op {
  const entries = folders.map((text) => [{ kind: 'text', text } as const])
  return { kind: 'prepend', name, entries, from }
}

/** Puts folders behind a list. */
export function appendOp(name: string, folders: readonly string[], from: string): Op {
  const entries = folders.map((text) => [{ kind: 'text', text } as const])
  return { kind: 'append', name, entries, from }
}
