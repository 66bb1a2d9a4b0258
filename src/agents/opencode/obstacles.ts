import { basename, join } from 'node:path'
import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import type { Obstacle } from '../agent.js'
import { isLauncher, readShell } from './settings.js'

/** Files that OpenCode reads after the user's own: the project's. */
const LATER = [
  'opencode.json',
  'opencode.jsonc',
  '.opencode/opencode.json',
  '.opencode/opencode.jsonc',
]

/** What keeps OpenCode's commands from our launcher although it is in the user's settings. */
export function findOpencodeObstacles(world: World): readonly Obstacle[] {
  const own = world.env['OPENCODE_CONFIG']
  const files = [...(own ? [own] : []), ...LATER.map((name) => join(world.cwd, name))]
  return files.flatMap((file) => {
    const shell = readShell(file)
    if (shell === undefined || isLauncher(world, shell)) return []
    const what = `${file} sets shell to ${shell}, which wins over your own settings`
    return [{ what, remedy: `take it out, or start it with: ${PROGRAM} start opencode` }]
  })
}

/** What OpenCode makes of the user's shell. */
export function listNotes({ env }: World): readonly string[] {
  if (basename(env['SHELL'] ?? '') !== 'fish') return []
  return ['OpenCode never runs fish: its commands run in bash, with the shim and without it.']
}
