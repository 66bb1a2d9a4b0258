import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import type { Obstacle } from '../agent.js'

const START = `start it with: ${PROGRAM} start gemini`

/** What keeps the line in ~/.gemini/.env from Gemini CLI's commands, here and now. */
export function findGeminiObstacles(world: World): readonly Obstacle[] {
  return [...findNearer(world), ...findCi(world), ...findExported(world)]
}

/** It reads the nearest file only, from here up. */
function findNearer({ cwd, home }: World): readonly Obstacle[] {
  const nearer = listFoldersUp(cwd)
    .filter((folder) => folder !== home)
    .flatMap((folder) => [join(folder, '.gemini/.env'), join(folder, '.env')])
    .find((file) => existsSync(file))
  if (!nearer) return []
  return [{ what: `${nearer} is read instead of ~/.gemini/.env`, remedy: START }]
}

function findCi({ env }: World): readonly Obstacle[] {
  if (!env['GITHUB_SHA']) return []
  const what = 'GITHUB_SHA is set, and then it takes every variable away that no settings allow'
  return [{ what, remedy: START }]
}

function findExported({ env, places }: World): readonly Obstacle[] {
  const exported = env['BASH_ENV']
  if (!exported || exported === join(places.data, 'shells/hook.bash')) return []
  const what = `this terminal exports BASH_ENV=${exported}, which wins over the file`
  return [{ what, remedy: `${START} (your file is read as well)` }]
}

function listFoldersUp(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...listFoldersUp(above)]
}
