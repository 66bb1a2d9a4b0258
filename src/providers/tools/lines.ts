import { resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Scene } from '../provider.js'
import { isThere } from './files.js'
import { splitWords } from './words.js'

/**
 * The values of a provider's key as command lines; `~` is HOME, and a first word is relative to the project: that of a program, which may
 * be found on PATH, only with a slash.
 */
export function readLines(
  scene: Scene,
  kind: 'program' | 'script',
): readonly (readonly [string, ...string[]])[] {
  return scene.args.map((line) => {
    const [first, ...others] = splitWords(line) ?? []
    if (first === undefined)
      throw failProvider(
        scene,
        `${line}: a quote is never closed`,
        'close it, or write \\ before it',
      )
    const program = first.replace(/^~(?=\/)/, () => scene.world.home)
    const isPath = kind === 'script' || program.includes('/')
    return [isPath ? resolve(scene.root, program) : program, ...others]
  })
}

/** The files that the lines name, and those that the declaration tells us to watch. */
export function listLineFiles(scene: Scene): readonly string[] {
  const words = scene.args.flatMap((line) => splitWords(line) ?? [])
  const named = words.map((word) => resolve(scene.root, word.replace(/^~(?=\/)/, scene.world.home)))
  return [...new Set([...named.filter(isThere), ...listWatched(scene)])]
}

/** What the declaration tells us to watch, besides what the lines name. */
export function listWatched({ root, watched = [] }: Scene): readonly string[] {
  return watched.map((file) => resolve(root, file))
}
