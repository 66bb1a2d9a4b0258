import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { listFolder } from './folder.js'

/**
 * The directory of the main checkout that corresponds to `root`, if `root` lies in a git worktree. Both links are
 * checked (git-worktree(1), DETAILS): anybody can write a `.git` file, but not into the main repository.
 */
export function findMainCheckout(root: string): string | undefined {
  const top = findTop(root)
  if (top === undefined) return undefined
  const folder = readPath(join(top, '.git'), /^gitdir: (.+)$/m, top)
  if (!folder || basename(dirname(folder)) !== 'worktrees') return undefined
  const back = readPath(join(folder, 'gitdir'), /^(.+)$/m, folder)
  const repository = dirname(dirname(folder))
  if (back !== join(top, '.git') || basename(repository) !== '.git') return undefined
  return join(dirname(repository), relative(top, root))
}

/** The directories that correspond to `root` in the worktrees of its repository. */
export function listWorktrees(root: string): readonly string[] {
  const top = findTop(root)
  const folder = join(top ?? root, '.git', 'worktrees')
  return listFolder(folder).flatMap((name) => {
    const link = readPath(join(folder, name, 'gitdir'), /^(.+)$/m, join(folder, name))
    return link && top ? [join(dirname(link), relative(top, root))] : []
  })
}

/** The nearest directory at or above that holds `.git`. */
export function findTop(dir: string): string | undefined {
  try {
    if (statSync(join(dir, '.git'), { throwIfNoEntry: false })) return dir
  } catch {
    return undefined
  }
  return dirname(dir) === dir ? undefined : findTop(dirname(dir))
}

/** A path kept in a file of git's, canonical; undefined if there is no such file or nothing there. */
function readPath(file: string, pattern: RegExp, base: string): string | undefined {
  try {
    const path = pattern.exec(readFileSync(file, 'utf8'))?.[1]
    return path === undefined ? undefined : realpathSync(resolve(base, path))
  } catch {
    return undefined
  }
}
