import { watchFile } from '../files/watched.js'
import { ShimError } from '../system/errors.js'
import { quoteShown } from '../text/quote.js'
import type { Scene } from './provider.js'

/**
 * A failure of one provider: one line that names it, what it did, and what to do. Nothing that a program printed is in it.
 * `watch` are files whose change may end it, besides those that the provider names beforehand.
 */
export function failProvider(
  scene: Scene,
  what: string,
  remedy: string,
  watch: readonly string[] = [],
): ShimError {
  return new ShimError('provider-failed', `${scene.provider}: ${what}`, {
    place: scene.place,
    remedy,
    watch: watch.map(watchFile),
  })
}

/** How a person finds out more. */
export function seeWhy({ root }: Scene, argv: readonly string[]): string {
  return `to see why: cd ${quoteShown(root)} && ${nameCommand(argv)}; then: codex-env-shim allow`
}

/** A command as a person would type it, cut where it is long. */
export function nameCommand(argv: readonly string[]): string {
  const line = argv.map(quoteShown).join(' ')
  return line.length <= 200 ? line : `${line.slice(0, 200)}…`
}
