import { accessSync, appendFileSync, constants } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

const FOLDERS = ['/bin', '/usr/bin', '/sbin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin']

/** The absolute path of a program, looked for where install.sh looks for shells, and where the system's own are. */
export function findProgram(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find(isExecutable)
}

/** Is a program that a test needs missing here? In CI that is a failure, elsewhere a reason to skip by name. */
export function isMissing(name: string): boolean {
  return findProgram(name) === undefined && skipFor(name)
}

/**
 * Answers true, so that what needs this program or package is skipped, and notes it for the list at the end of the run.
 * In CI nothing may be missing: there it throws.
 */
export function skipFor(name: string): true {
  if (process.env['CI']) throw new Error(`${name} is missing, and CI must have it`)
  appendFileSync(inject('missing'), `${name}\n`)
  return true
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
