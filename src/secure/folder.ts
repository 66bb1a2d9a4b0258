import { realpathSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** What was seen of an entry of a search path: is it there, and who else could put something there ('' if nobody)? */
export type Seen = { readonly exists: boolean; readonly unsafe: string }

/** Looks at an absolute path. */
export type Look = (path: string) => Seen

/** How a user with this number looks at paths; those at or below `trusted` are as good as the user's own. */
export function makeLook(uid: number, trusted: readonly string[]): Look {
  return (path) => {
    const seen = inspect(path, uid)
    return isBelow(path, trusted) ? { ...seen, unsafe: '' } : seen
  }
}

/** Both ways to the folder count: the one that is written, where a link could be replaced, and the one where it ends. */
function inspect(path: string, uid: number): Seen {
  const chain = listAncestors(path)
  const nearest = chain.find((one) => readStat(one)) ?? '/'
  const real = realpathSync(nearest)
  const unsafe = explainChain(listAncestors(nearest), uid) ?? explainChain(listAncestors(real), uid)
  return { exists: nearest === path, unsafe: unsafe ?? '' }
}

function explainChain([nearest = '/', ...above]: readonly string[], uid: number) {
  // In the nearest folder itself others need no more than to write; above it the sticky bit keeps what is there in its place.
  const own = explainWritable(nearest, uid, 0o002)
  return own ?? above.map((one) => explainWritable(one, uid, 0o1002)).find(Boolean)
}

function explainWritable(path: string, uid: number, bits: number): string | undefined {
  const stat = readStat(path)
  if (!stat) return undefined
  if (uid >= 0 && stat.uid !== uid && stat.uid !== 0) {
    return `${JSON.stringify(path)} belongs to user ${stat.uid}`
  }
  return (stat.mode & bits) === 0o002
    ? `${JSON.stringify(path)} can be written by anybody`
    : undefined
}

function listAncestors(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [path] : [path, ...listAncestors(above)]
}

function readStat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // Where one may not look, nothing can be loaded either.
    return undefined
  }
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => `${path}/`.startsWith(folder === '/' ? '/' : `${folder}/`))
}
