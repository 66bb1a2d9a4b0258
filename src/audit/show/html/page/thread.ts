/** As many colours are told apart at a glance (page.css). */
const COLORS = 8

const ENDING = 6

/** The end of a thread's id: threads that began within minutes of each other begin alike (UUIDv7, RFC 9562). */
export function shortenThread(thread: string): string {
  return thread.length > ENDING + 2 ? `…${thread.slice(-ENDING)}` : thread
}

/** Gives each thread a colour, in the order in which they come. */
export function paintThreads(threads: Iterable<string>): (thread: string) => string {
  const places = new Map([...threads].map((thread, index) => [thread, index % COLORS]))
  return (thread) => `thread-${places.get(thread) ?? 'none'}`
}
