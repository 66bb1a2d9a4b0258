import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import { readText } from './files.js'
import { chooseVersion, compareVersions } from './versions.js'

/**
 * The folder name of the Node that a version file means: `v20.1.0`, `20`, an alias, or a name for the newest. Aliases lead to
 * aliases, as in `lts/*` → `lts/iron` → `v20.1.0`; nvm keeps each in a file (nvm.sh, nvm_alias).
 */
export function chooseNode(
  versions: string,
  aliases: string,
  wanted: string,
  depth = 0,
): string | undefined {
  const installed = listFolder(versions).filter((name) => /^v\d/.test(name))
  if (/^v?\d/.test(wanted))
    return chooseVersion(installed, wanted.startsWith('v') ? wanted : `v${wanted}`)
  const isSafe = !wanted.split('/').includes('..') && depth < 10
  const alias = isSafe ? readText(join(aliases, wanted))?.trim() : undefined
  if (alias) return chooseNode(versions, aliases, alias, depth + 1)
  const isNewest = ['node', 'stable', 'latest'].includes(wanted)
  return isNewest ? [...installed].sort(compareVersions).at(-1) : undefined
}
