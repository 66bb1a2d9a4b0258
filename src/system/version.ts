import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgramFolder } from './program-folder.js'

/** Which release this is: the package's version, and the commit and its day where the build knew them (.build/commit.js). */
export type Version = { readonly version: string; readonly commit?: string; readonly date?: string }

/** Reads it from the program's folder: the sources are never built, and so have no commit. */
export function readVersion(): Version {
  const { version } = readJson(join(findProgramFolder(), 'package.json')) as Version
  try {
    return { version, ...(readJson(new URL('./built.json', import.meta.url)) as Partial<Version>) }
  } catch {
    return { version }
  }
}

/** The same in words, as `--version` has it. */
export function describeVersion({ version, commit }: Version): string {
  return commit ? `${version} (${commit})` : version
}

function readJson(file: string | URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
