/**
 * What write-file-atomic asks of these takes Node longer than the writing. A compilation has one thread, and what one that was killed
 * has left behind goes with the next (src/compile/store.ts).
 */
const STAND_INS = {
  worker_threads: 'export const threadId = 0',
  'signal-exit': 'export const onExit = () => () => {}',
}

/** Puts them in the place of those modules. */
export function standIns() {
  return {
    name: 'stand-ins',
    resolveId: (id) => (id in STAND_INS ? { id: `\0${id}` } : null),
    load: (id) => STAND_INS[id.slice(1)] ?? null,
  }
}
