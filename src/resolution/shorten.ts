import { dirname } from 'node:path'

/** Where a project is, and whose home directory counts. */
export type Here = { readonly root: string; readonly home: string }

/** A text whose paths are as seen from a project: below it, in the home directory, or above it. */
export function shortenPaths(text: string, { root, home }: Here): string {
  const seen: [string, string][] = [[root, '.']]
  let path = '..'
  for (let dir = dirname(root); dir !== '/' && !isWithin(home, dir); dir = dirname(dir)) {
    seen.push([dir, path])
    path += '/..'
  }
  if (home !== '/' && home !== root) seen.push([home, '~'])
  return seen.reduce((shown, [dir, short]) => replaceFolder(shown, dir, short), text)
}

/** A folder's name where it stands as a whole path, and before what lies in it. */
function replaceFolder(text: string, dir: string, short: string): string {
  const escaped = dir.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(
    new RegExp(`(?<![\\w./-])${escaped}(?:(/)(?=[^\\s])|(?![\\w.-]))`, 'g'),
    (_, slash?: string) => (slash ? (short === '.' ? '' : `${short}/`) : short),
  )
}

function isWithin(path: string, dir: string): boolean {
  return path === dir || path.startsWith(`${dir}/`)
}
