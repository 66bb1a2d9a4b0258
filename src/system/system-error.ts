import { constants } from 'node:os'
import { ShimError } from './errors.js'

/** The system's name for what went wrong, `ENOENT` and its like. */
export function nameError(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) return String(error)
  // libuv has no name for some errors, a used up quota among them; the system has.
  const number = 'errno' in error ? -Number(error.errno) : 0
  const [name] = Object.entries(constants.errno).find(([, one]) => one === number) ?? []
  return name ?? String(error.code)
}

/** What to tell somebody whose file could not be written. */
export function makeUnwritable(path: string, error: unknown): ShimError {
  const name = nameError(error)
  const remedy = REMEDIES[name] ?? 'mend its mode, or make room'
  return new ShimError('bad-store', `${path} cannot be written (${name})`, { remedy })
}

const REMEDIES: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory: give the name of a file, or move it away',
  ENOENT: 'its directory is not there and cannot be made',
  ENOTDIR: 'what should be its directory is a file: move that away',
  EROFS: 'the file system is read-only: try outside the sandbox or container',
}
