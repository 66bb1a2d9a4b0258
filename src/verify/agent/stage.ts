import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Drive, DriveState } from '../../agents/drive.js'
import { applyChanges, planSettings } from '../../agents/settings/change.js'
import type { World } from '../../system/world.js'

/** The startup files of the user's shells, which count for what commands get. */
const STARTUP = [
  '.profile',
  '.bash_profile',
  '.bash_login',
  '.bashrc',
  '.zshenv',
  '.zprofile',
  '.zshrc',
  '.zlogin',
]

/** What an agent keeps in its home so that a drive can talk with it. */
export const PLAIN: DriveState = { title: '', files: {} }

/** Makes `home` one in which the agent finds the user's startup files, their configuration of it, and what the conversation needs. */
export function fillHome(world: World, home: string, drive: Drive, state: DriveState): void {
  for (const name of STARTUP) {
    const file = join(world.home, name)
    if (existsSync(file)) symlinkSync(file, join(home, name))
  }
  for (const name of drive.keeps) {
    const file = join(world.home, name)
    if (existsSync(file)) writeBelow(home, name, readFileSync(file, 'utf8'))
  }
  if (drive.settings) {
    const { file, wishes } = drive.settings
    const path = join(home, file)
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    writeBelow(home, file, applyChanges(text, path, planSettings(text, path, wishes)))
  }
  for (const [name, text] of Object.entries(state.files)) writeBelow(home, name, text)
}

function writeBelow(home: string, name: string, text: string): void {
  const file = join(home, name)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return
  writeFileSync(file, text, { mode: 0o600 })
}
