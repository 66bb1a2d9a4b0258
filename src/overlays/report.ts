import type { Changes } from '../plan/changes.js'
import { escapeControls, renderLines } from '../text/fold-lines.js'
import { isSecret, MASK } from '../variables/secret.js'
import { nameOverlay, type Overlay } from './overlay.js'

/** A project's overlays as text, in the order in which they count. */
export function describeOverlays(overlays: readonly Overlay[]): string {
  return [...overlays]
    .sort((one, other) => rank(one) - rank(other))
    .map((one) => `${nameOverlay(one)}, ${one.publishedAt}\n${listLines(one.changes)}`)
    .join('\n')
}

/** How many overlays a project has, in words. */
export function describeLeft(root: string, { length }: readonly Overlay[]): string {
  if (length === 0) return `${escapeControls(root)} has no overlays\n`
  return `${escapeControls(root)} has ${length} ${length === 1 ? 'overlay' : 'overlays'} left\n`
}

/** The overlays without the values that look like secrets. */
export function maskOverlays(overlays: readonly Overlay[]): readonly Overlay[] {
  return overlays.map((one) => {
    const set = Object.entries(one.changes.set).map(([name, value]) => [name, mask(name, value)])
    return { ...one, changes: { ...one.changes, set: Object.fromEntries(set) } }
  })
}

function rank({ scope }: Overlay): number {
  return ['project', 'thread', 'name'].indexOf(scope.kind)
}

function listLines({ set, unset, prepend, append = {} }: Changes): string {
  const lines = [
    ...Object.entries(set).map(([name, value]) => `set      ${name}  ${JSON.stringify(value)}`),
    ...Object.entries(prepend).map(
      ([name, entries]) => `prepend  ${name}  ${JSON.stringify(entries.join(':'))}`,
    ),
    ...Object.entries(append).map(
      ([name, entries]) => `append   ${name}  ${JSON.stringify(entries.join(':'))}`,
    ),
    ...unset.map((name) => `unset    ${name}`),
  ]
  return renderLines(lines.map((line) => `  ${line}`))
}

function mask(name: string, value: string): string {
  return isSecret(name, value) ? MASK : value
}
