import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { getNodeValue } from 'jsonc-parser'
import type { World } from '../../system/world.js'
import { readConfigFile } from '../config-file.js'
import { readEnablement } from '../enablement.js'
import { requireFile } from '../installed.js'
import { findNode, parseSettings } from '../settings/json-text.js'
import type { SettingsFile } from '../settings/settings-file.js'

const AGENT = 'opencode'

/** The user's settings of OpenCode, and our launcher as the shell in them. */
export function describeSettings(world: World): SettingsFile {
  const path = locateSettings(world)
  const launcher = join(
    world.places.data,
    'shells',
    chooseShell(readShell(path) ?? world.env['SHELL']),
  )
  requireFile(launcher)
  return { agent: AGENT, path, wishes: [{ kind: 'set', path: ['shell'], value: launcher }] }
}

/** The shell that a file of OpenCode's names. */
export function readShell(path: string): string | undefined {
  const { text = '' } = readConfigFile(path)
  const node = findNode(parseSettings(text, path), ['shell'])
  const value: unknown = node && getNodeValue(node)
  return typeof value === 'string' ? value : undefined
}

/** OpenCode reads all of these that are there; the last has the last word. */
function locateSettings(world: World): string {
  const folder = join(world.env['XDG_CONFIG_HOME'] || join(world.home, '.config'), 'opencode')
  const files = ['opencode.jsonc', 'opencode.json', 'config.json'].map((name) => join(folder, name))
  // Where it was enabled in one of them, another that came since does not take its place.
  const enabled = files.find((file) => readEnablement(world, AGENT, file))
  return enabled ?? files.find((file) => existsSync(file)) ?? join(folder, 'opencode.json')
}

/** The launcher of the user's own shell. OpenCode runs no fish: where that is the user's shell, it takes bash. */
function chooseShell(shell = ''): 'bash' | 'zsh' | 'sh' {
  const name = basename(shell)
  return name === 'zsh' || name === 'sh' ? name : 'bash'
}

/** Is this path a launcher of ours? */
export function isLauncher({ places }: World, shell: string): boolean {
  return dirname(shell) === join(places.data, 'shells')
}
