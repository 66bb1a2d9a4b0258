import { isDeepStrictEqual } from 'node:util'
import { getNodeValue, type Node } from 'jsonc-parser'
import { appendValue, removeElement, removeValue, setValue } from './json-edit.js'
import { findNode, type Json, type JsonPath, parseSettings } from './json-text.js'

/** What is wanted in a file of JSON: a value, or an element of a list. */
export type Wish = {
  readonly kind: 'set' | 'append'
  readonly path: JsonPath
  readonly value: Json
}

/** A wish that was fulfilled, with what is needed to take it back. */
export type Change = Wish & {
  /** The value before; absent where there was none. */
  readonly from?: Json
  /** How many keys of the path were there. */
  readonly depth: number
}

/** What must change in a text for the wishes to hold. */
export function planSettings(
  text: string,
  file: string,
  wishes: readonly Wish[],
): readonly Change[] {
  const tree = parseSettings(text, file)
  return wishes
    .filter((wish) => !holds(tree, wish))
    .map((wish) => ({ ...wish, ...readFormer(tree, wish), depth: countThere(tree, wish.path) }))
}

/** Do all of the wishes hold in the text? */
export function hasSettings(text: string, file: string, wishes: readonly Wish[]): boolean {
  const tree = parseSettings(text, file)
  return wishes.every((wish) => holds(tree, wish))
}

/** The text with the changes made. */
export function applyChanges(text: string, file: string, changes: readonly Change[]): string {
  return changes.reduce((rest, { kind, path, value }) => {
    const edit = kind === 'set' ? setValue : appendValue
    return edit(rest, file, path, value)
  }, text)
}

/** The text less what is still as the changes left it; what somebody changed since is theirs. */
export function revertChanges(text: string, file: string, changes: readonly Change[]): string {
  return changes.toReversed().reduce((rest, change) => revert(rest, file, change), text)
}

/** A change in words. */
export function describeChange({ kind, path, value, from }: Change): string {
  const was = from === undefined ? '' : ` (was ${JSON.stringify(from)})`
  return `${path.join('.')} ${kind === 'set' ? '=' : '+='} ${JSON.stringify(value)}${was}`
}

function holds(tree: Node | undefined, { kind, path, value }: Wish): boolean {
  const there = readValue(findNode(tree, path))
  return kind === 'set' ? isDeepStrictEqual(there, value) : findElement(there, value) >= 0
}

function readFormer(tree: Node | undefined, { kind, path }: Wish): { readonly from?: Json } {
  const former = kind === 'set' ? readValue(findNode(tree, path)) : undefined
  return former === undefined ? {} : { from: former }
}

function countThere(tree: Node | undefined, path: JsonPath): number {
  const missing = path.findIndex((_, at) => !findNode(tree, path.slice(0, at + 1)))
  return missing < 0 ? path.length : missing
}

function revert(text: string, file: string, change: Change): string {
  const { kind, path, value, from, depth } = change
  const there = readValue(findNode(parseSettings(text, file), path))
  if (kind === 'append') {
    const at = findElement(there, value)
    return at < 0 ? text : dropEmpty(removeElement(text, file, path, at), file, path, depth)
  }
  if (!isDeepStrictEqual(there, value)) return text
  if (from !== undefined) return setValue(text, file, path, from)
  return dropEmpty(removeValue(text, file, path), file, path.slice(0, -1), depth)
}

/** What the change brought into being goes when nothing is left in it. */
function dropEmpty(text: string, file: string, path: JsonPath, depth: number): string {
  if (path.length <= depth) return text
  const node = findNode(parseSettings(text, file), path)
  if (!node || (node.children?.length ?? 1) > 0) return text
  return dropEmpty(removeValue(text, file, path), file, path.slice(0, -1), depth)
}

function findElement(list: Json | undefined, value: Json): number {
  return Array.isArray(list) ? list.findIndex((one) => isDeepStrictEqual(one, value)) : -1
}

function readValue(node: Node | undefined): Json | undefined {
  // Its objects have no prototype, and are equal to none that has one.
  return node && (JSON.parse(JSON.stringify(getNodeValue(node))) as Json)
}
