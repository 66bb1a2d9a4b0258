import type { Place } from '../system/errors.js'
import { escapeControls } from '../text/fold-lines.js'
import type { Entry } from './ini/entries.js'

/** A line that can be read and likely means something else: what it does, and how it was likely meant. */
export type Warning = {
  readonly place: Place & { readonly line: number }
  readonly what: string
  readonly remedy: string
}

/** Looks at one entry; what is suspicious in it, if anything is. */
export type Suspicion = (entry: Entry) => Omit<Warning, 'place'> | undefined

/** A warning on one line. */
export function describeWarning({ place, what, remedy }: Warning): string {
  return escapeControls(`${place.file}:${place.line}: ${what}; ${remedy}`)
}
