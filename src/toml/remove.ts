import { type AST, getStaticTOMLValue } from 'toml-eslint-parser'
import { lineEnd, lineStart, nextLine, type Range, splice } from './text.js'
import { type Entry, findEntry, findSection, type TomlPath, type Tree } from './tree.js'

/** Takes an entry out: its whole line, or its place between braces. */
export function removeEntry(tree: Tree, path: TomlPath): string {
  const entry = findEntry(tree, path)
  return entry ? cutEntry(tree, entry) : tree.text
}

/** Takes an element out of an array. */
export function removeElement(tree: Tree, path: TomlPath, element: string): string {
  const array = findEntry(tree, path)?.node.value
  if (array?.type !== 'TOMLArray') return tree.text
  const node = array.elements.find((one) => getStaticTOMLValue(one) === element)
  return node ? cutItem(tree.text, array, array.elements, node) : tree.text
}

/** Takes an empty table out: its header with the blank line above, or its empty braces. */
export function removeTable(tree: Tree, path: TomlPath): string {
  const section = findSection(tree, path)
  if (!section) return removeEntry(tree, path)
  const { text } = tree
  const start = lineStart(text, section.node.range[0])
  const end = nextLine(text, section.node.key.range[1])
  const rest = text.slice(end)
  const above = lineStart(text, Math.max(0, start - 1))
  const isBlankAbove = start > 0 && text.slice(above, start).trim() === ''
  const isBlankBelow = rest === '' || /^[ \t]*\r?\n/.test(rest)
  return splice(text, [isBlankAbove && isBlankBelow ? above : start, end], '')
}

function cutEntry({ text }: Tree, { node, home }: Entry): string {
  if (home.type === 'TOMLInlineTable') return cutItem(text, home, home.body, node)
  return splice(text, [lineStart(text, node.range[0]), nextLine(text, node.range[1])], '')
}

function cutItem(
  text: string,
  list: AST.TOMLArray | AST.TOMLInlineTable,
  items: readonly AST.TOMLNode[],
  item: AST.TOMLNode,
): string {
  return splice(text, findOwnLine(text, item) ?? findShare(list, items, item), '')
}

/** The lines of an item that shares them with nothing but its comma. */
function findOwnLine(text: string, { range: [start, end] }: AST.TOMLNode): Range | undefined {
  const before = text.slice(lineStart(text, start), start)
  const after = text.slice(end, lineEnd(text, end))
  const isAlone = before.trim() === '' && /^[ \t]*,?[ \t]*$/.test(after)
  return isAlone ? [lineStart(text, start), nextLine(text, end)] : undefined
}

/** An item with the comma that parts it from a neighbour. */
function findShare(
  { range: [start, end] }: AST.TOMLArray | AST.TOMLInlineTable,
  items: readonly AST.TOMLNode[],
  item: AST.TOMLNode,
): Range {
  const index = items.indexOf(item)
  const next = items[index + 1]
  if (next) return [item.range[0], next.range[0]]
  const previous = items[index - 1]
  return previous ? [previous.range[1], item.range[1]] : [start + 1, end - 1]
}
