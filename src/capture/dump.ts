import { renameSync, writeFileSync } from 'node:fs'
import { readWorld } from '../system/world.js'
import { renderEnvironment } from './environment.js'

/**
 * A program of its own, which a login shell is told to run: it writes the environment that it has got into a file that only
 * its user can read. The name appears when the file is whole.
 */
const file = process.argv[2] ?? ''
writeFileSync(`${file}.part`, renderEnvironment(readWorld().env), { mode: 0o600 })
renameSync(`${file}.part`, file)
