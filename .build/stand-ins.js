/**
 * What write-file-atomic asks of these takes Node longer than the writing. A compilation has one thread, and what one that was killed
 * has left behind goes with the next (src/compile/store.ts).
 */
const STAND_INS = {
  worker_threads: 'export const threadId = 0',
  'signal-exit': 'export const onExit = () => () => {}',
}

/** commander can start a program for a verb; ours have none, and loading what would start it takes longer than reading the command line. */
const NO_PROGRAMS = '\0no-programs'

function isCommander(importer = '') {
  return importer.includes('/node_modules/commander/')
}

/** Puts them in the place of those modules. */
export function standIns() {
  return {
    name: 'stand-ins',
    resolveId: (id, importer) => {
      if (id in STAND_INS) return { id: `\0${id}` }
      return id === 'node:child_process' && isCommander(importer) ? { id: NO_PROGRAMS } : null
    },
    load: (id) => (id === NO_PROGRAMS ? 'export default {}' : (STAND_INS[id.slice(1)] ?? null)),
  }
}
