import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { requireOwnFolder } from '../files/own-file.js'
import type { World } from '../system/world.js'

/** No conversation takes as long: what is older was left by one that was killed. */
const LEFT_BEHIND_MS = 3_600_000

/**
 * Makes a folder for the time of a verification, among our own: Codex does without its helpers where CODEX_HOME is below
 * the system's folder for temporary files.
 */
export function makeVerifyFolder(world: World, name: string): string {
  requireOwnFolder(world, world.places.state)
  const folder = join(world.places.state, 'verify')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const other of readdirSync(folder)) {
    const path = join(folder, other)
    const stat = statSync(path, { throwIfNoEntry: false })
    const isOld = stat && stat.mtimeMs < world.now.getTime() - LEFT_BEHIND_MS
    if (isOld) rmSync(path, { recursive: true, force: true })
  }
  return mkdtempSync(join(folder, `${name}-`))
}

/** Removes such a folder, and with the last one what held them. */
export function removeVerifyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  try {
    rmdirSync(dirname(folder))
  } catch {
    // Another verification is going on.
  }
}
