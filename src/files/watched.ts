import { statSync } from 'node:fs'

/** A file or folder as it was found: its mark changes whenever it does, is '' where there was nothing, and ends with / of a folder. */
export type Watched = { readonly file: string; readonly mark: string }

/** Looks at a file or folder without reading it. */
export function watchFile(file: string): Watched {
  return { file, mark: readMark(file) }
}

/** Is it still as it was found? */
export function isUnchanged({ file, mark }: Watched): boolean {
  return readMark(file) === mark
}

/** Was it a folder? */
export function isFolder({ mark }: Watched): boolean {
  return mark.endsWith('/')
}

/** When it was last changed, in nanoseconds since 1970; only for what was there. */
export function readTime({ mark }: Watched): bigint {
  return BigInt(/^-?\d+/.exec(mark)?.[0] ?? 0)
}

function readMark(file: string): string {
  try {
    const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
    return stat ? `${stat.mtimeNs}-${stat.size}-${stat.ino}${stat.isDirectory() ? '/' : ''}` : ''
  } catch {
    // What cannot be looked at is not there, as for the shells.
    return ''
  }
}
