import type { AST } from 'toml-eslint-parser'
import {
  indentAt,
  lineBreak,
  lineEnd,
  lineStart,
  renderKey,
  renderLeaf,
  splice,
  type TomlLeaf,
} from './text.js'
import { findEntry, findSection, startsWith, type TomlPath, type Tree } from './tree.js'

/** Gives a key a value: in its place if it is there, else beside its kin, in the spelling they have. */
export function insertLeaf(tree: Tree, path: TomlPath, value: TomlLeaf): string {
  const entry = findEntry(tree, path)
  if (entry) return splice(tree.text, entry.node.value.range, renderLeaf(value))
  for (let depth = path.length - 1; depth > 0; depth--) {
    const text = insertBelow(tree, path, depth, value)
    if (text !== undefined) return text
  }
  if (path.length === 1) return insertAtTop(tree, renderPair(path, value))
  return appendSection(tree.text, path.slice(0, -1), renderPair(path.slice(-1), value))
}

/** Adds an element to an array. */
export function insertElement(tree: Tree, path: TomlPath, element: string): string {
  const array = findEntry(tree, path)?.node.value
  if (array?.type !== 'TOMLArray') return tree.text
  return insertItem(tree, array, array.elements, renderLeaf(element))
}

/** Inserts into the table at the first `depth` keys, if it is written in a way that can take the rest. */
function insertBelow(
  tree: Tree,
  path: TomlPath,
  depth: number,
  value: TomlLeaf,
): string | undefined {
  const parent = path.slice(0, depth)
  const braces = findEntry(tree, parent)?.node.value
  if (braces?.type === 'TOMLInlineTable') {
    return insertItem(tree, braces, braces.body, renderPair(path.slice(depth), value))
  }
  const dotted = tree.entries.findLast(
    ({ home, homePath, path: kin }) =>
      home.type !== 'TOMLInlineTable' && homePath.length < depth && startsWith(kin, parent),
  )
  if (dotted) {
    const pair = renderPair(path.slice(dotted.homePath.length), value)
    return insertLine(tree.text, dotted.node.range[1], dotted.node.range[0], pair)
  }
  const section = depth === path.length - 1 ? findSection(tree, parent) : undefined
  if (!section) return undefined
  const after = section.node.body.at(-1) ?? section.node.key
  return insertLine(tree.text, after.range[1], after.range[0], renderPair(path.slice(depth), value))
}

/** A new line after the line of `end`, as far from the margin as the line of `start`. */
function insertLine(text: string, end: number, start: number, line: string): string {
  const at = lineEnd(text, end)
  return splice(text, [at, at], lineBreak(text) + indentAt(text, start) + line)
}

/** After the last top-level entry, else before the first table and the comment that belongs to it. */
function insertAtTop({ text, top }: Tree, line: string): string {
  const last = top.body.findLast(({ type }) => type === 'TOMLKeyValue')
  if (last) return insertLine(text, last.range[1], last.range[0], line)
  const feed = lineBreak(text)
  const table = top.body[0]
  if (!table) return `${endWithBreak(text)}${line}${feed}`
  const at = skipCommentUp(text, lineStart(text, table.range[0]))
  return splice(text, [at, at], line + feed + feed)
}

/** A `#:schema` directive is no table's comment: it must stay first. */
function skipCommentUp(text: string, start: number): number {
  if (start === 0) return start
  const above = lineStart(text, start - 1)
  return /^[ \t]*#(?!:)/.test(text.slice(above, start)) ? skipCommentUp(text, above) : start
}

function appendSection(text: string, path: TomlPath, line: string): string {
  const feed = lineBreak(text)
  const before = endWithBreak(text)
  const gap = before === '' || /\n\r?\n$/.test(before) ? '' : feed
  return `${before}${gap}[${renderKey(path)}]${feed}${line}${feed}`
}

function endWithBreak(text: string): string {
  return text === '' || text.endsWith('\n') ? text : text + lineBreak(text)
}

/** One more item between brackets or braces, on a line of its own where the last one has one. */
function insertItem(
  { text, commas }: Tree,
  list: AST.TOMLArray | AST.TOMLInlineTable,
  items: readonly AST.TOMLNode[],
  item: string,
): string {
  const [start, end] = list.range
  const last = items.at(-1)
  if (!last) return insertFirst(text, list, item)
  const comma = commas.find(([at]) => at >= last.range[1] && at < end)
  const at = lineEnd(text, comma?.[1] ?? last.range[1])
  if (lineStart(text, last.range[0]) <= start || at >= end) {
    return splice(text, [last.range[1], last.range[1]], `, ${item}`)
  }
  const line = lineBreak(text) + indentAt(text, last.range[0]) + item
  const longer = splice(text, [at, at], comma ? `${line},` : line)
  return comma ? longer : splice(longer, [last.range[1], last.range[1]], ',')
}

function insertFirst(
  text: string,
  { type, range: [start, end] }: AST.TOMLArray | AST.TOMLInlineTable,
  item: string,
): string {
  if (text.slice(start + 1, end - 1).trim() !== '') {
    return splice(text, [start + 1, start + 1], item)
  }
  return splice(text, [start + 1, end - 1], type === 'TOMLArray' ? item : ` ${item} `)
}

function renderPair(path: TomlPath, value: TomlLeaf): string {
  return `${renderKey(path)} = ${renderLeaf(value)}`
}
