import { basename } from 'node:path'
import type { Process } from '../system/processes.js'

/** Is this a program of that name, or a Node (or Bun) that runs a script from a package whose path has `part` in it? */
export function isProgram({ exe, argv }: Process, name: string, part: string): boolean {
  const [first = '', script = ''] = argv
  const isNamed = (path: string) => basename(path).replace(/\.exe$/, '') === name
  if (isNamed(exe) && isNamed(first)) return true
  if (!/^(node|bun)(js)?$/.test(basename(exe))) return false
  return argv.slice(1).some((word) => word.includes(part)) || isNamed(script)
}
