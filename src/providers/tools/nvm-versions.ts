import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import { readText } from './files.js'
import { chooseVersion, compareVersions } from './versions.js'

/**
 * The folder, below NVM_DIR, of the Node that a name means, `system`, or undefined where it is not installed: a version, the
 * beginning of one, an alias, or a name for the newest (nvm.sh, nvm_match_version). An alias counts before a version of its name.
 */
export function chooseNvm(folder: string, wanted: string): string | undefined {
  const name = followAliases(folder, wanted)
  if (name === undefined || name === 'system') return name
  const node = 'versions/node'
  const iojs = 'versions/io.js'
  if (['node', 'node-', 'stable'].includes(name)) return join(node, findNewest(folder, node))
  if (['iojs', 'iojs-', 'io.js'].includes(name)) return join(iojs, findNewest(folder, iojs))
  const [, kind, digits] = /^(iojs-)?v?([0-9][0-9.]*)$/.exec(name) ?? []
  if (digits === undefined) return undefined
  const kept = kind ? iojs : node
  const found = chooseVersion(listFolder(join(folder, kept)), `v${digits.replace(/\.$/, '')}`)
  return found === undefined ? undefined : join(kept, found)
}

/** The highest version of a kind; a name that leads nowhere where there is none. */
function findNewest(folder: string, kind: string): string {
  const installed = listFolder(join(folder, kind)).filter((name) => /^v\d/.test(name))
  return [...installed].sort(compareVersions).at(-1) ?? 'none'
}

/** Aliases lead to aliases, as in `lts/*` → `lts/iron` → `v20.1.0`; undefined where they lead in a circle. */
function followAliases(folder: string, wanted: string): string | undefined {
  const seen = new Set<string>()
  let name = wanted
  while (!seen.has(name)) {
    seen.add(name)
    const alias = readAlias(join(folder, 'alias'), countLts(folder, name))
    if (alias === undefined) return name
    name = alias
  }
  return undefined
}

/** `lts/-1` is the release before the newest: nvm counts the files of alias/lts from their end (nvm_normalize_lts). */
function countLts(folder: string, name: string): string {
  const back = /^lts\/-([1-9][0-9]*)$/.exec(name)?.[1]
  if (back === undefined) return name
  const releases = [...listFolder(join(folder, 'alias/lts'))].filter((one) => one !== '*').sort()
  return `lts/${releases.at(-1 - Number(back)) ?? `-${back}`}`
}

/** The first line of an alias's file that says something (nvm_alias). */
function readAlias(aliases: string, name: string): string | undefined {
  if (name.split('/').includes('..')) return undefined
  const lines = (readText(join(aliases, name)) ?? '').split('\n')
  const said = lines.map((line) => line.replace(/#.*/, '').trim())
  return said.find((line) => line !== '')
}
