import { readFileSync } from 'node:fs'

/** Which release this is: the package's version, and the commit and its day where the build knew them (.build/commit.js). */
export type Version = { readonly version: string; readonly commit?: string; readonly date?: string }

/** Reads it from beside the program: the sources are never built, and so have no commit. */
export function readVersion(): Version {
  const { version } = readJson('../package.json') as Version
  try {
    return { version, ...(readJson('./built.json') as Partial<Version>) }
  } catch {
    return { version }
  }
}

/** The same in words, as `--version` has it. */
export function describeVersion({ version, commit }: Version): string {
  return commit ? `${version} (${commit})` : version
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
}
