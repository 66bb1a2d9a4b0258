const NAME = 'worker_threads'

/** write-file-atomic asks for the number of its thread, to tell its temporary files from those of others; there is one thread. */
export function withoutThreads() {
  return {
    name: 'without-threads',
    resolveId: (id) => (id === NAME ? { id: `\0${NAME}` } : null),
    load: (id) => (id === `\0${NAME}` ? 'export const threadId = 0' : null),
  }
}
