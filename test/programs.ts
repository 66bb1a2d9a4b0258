import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['/bin', '/usr/bin', '/sbin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin']

/** The absolute path of a program, looked for where install.sh looks for shells, and where the system's own are. */
export function findProgram(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find(isExecutable)
}

/** Is a program that a test needs missing here? In CI that is a failure, elsewhere a reason to skip by name. */
export function isMissing(name: string): boolean {
  if (findProgram(name)) return false
  if (process.env['CI']) throw new Error(`${name} is missing, and CI must have it`)
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
