/** A system call that fails, or that its process does not survive: strace(1), "Tampering". */
export type Injection = {
  readonly calls: string
  readonly fault: `error=${string}` | 'signal=KILL'
  /** Which of the calls of a process, 1 is the first; all of them if nothing is said. */
  readonly when?: number
  /** Only calls on these files. */
  readonly files?: readonly string[]
  /** Only the program itself, not what it starts. */
  readonly isAlone?: boolean
}

/** What to put before a program that shall meet this fault, and everything it starts. */
export function inject({
  calls,
  fault,
  when,
  files = [],
  isAlone = false,
}: Injection): readonly string[] {
  const which = when === undefined ? '' : `:when=${when}`
  const only = files.flatMap((file) => ['-P', file])
  const quiet = [...(isAlone ? [] : ['-f']), '-qq', '-o', '/dev/null', '--signal=none']
  return [
    'strace',
    ...quiet,
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:${fault}${which}`,
    ...only,
  ]
}
