import { existsSync } from 'node:fs'
import { ShimError } from '../system/errors.js'

/** Refuses where a file of the installation that an agent's configuration shall name is not there. */
export function requireFile(file: string): void {
  if (existsSync(file)) return
  throw new ShimError('bad-store', `${file} is missing`, { remedy: 'run install.sh first' })
}
