import { readFileSync, readlinkSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest of these files at or above a folder; in one folder, the first that exists. */
export function findAbove(dir: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(dir, name)).find(isThere)
  return found ?? (dirname(dir) === dir ? undefined : findAbove(dirname(dir), names))
}

/** Is there anything by that name? */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

/** The text of a small file, if it can be read, without the byte order mark that some editors put in front of it. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

/** Where a symbolic link leads, as it is written there, if the path is one. */
export function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
