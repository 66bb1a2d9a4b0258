import { createScanner, type Node } from 'jsonc-parser'
import { findNode, findProperty, type Json, type JsonPath, parseSettings } from './json-text.js'

/** The text with `value` at the end of `path`; objects that are missing on the way are made. Everything else keeps its bytes. */
export function setValue(text: string, file: string, path: JsonPath, value: Json): string {
  const tree = parseSettings(text, file)
  const there = findNode(tree, path)
  if (there) return splice(text, there.offset, there.length, render(value, text, path.length))
  if (!tree) return `${render(nest(path, value), text, 0)}\n`
  const depth = findDepth(tree, path)
  const parent = findNode(tree, path.slice(0, depth)) ?? tree
  const rest = nest(path.slice(depth + 1), value)
  return insertLast(
    text,
    parent,
    `${JSON.stringify(path[depth])}: ${render(rest, text, depth + 1)}`,
    depth + 1,
  )
}

/** The text with `value` behind the last element of the list at `path`, which is made where it is missing. */
export function appendValue(text: string, file: string, path: JsonPath, value: Json): string {
  const list = findNode(parseSettings(text, file), path)
  if (list?.type !== 'array') return setValue(text, file, path, [value])
  return insertLast(text, list, render(value, text, path.length + 1), path.length + 1)
}

/** The text without the property at the end of `path`. */
export function removeValue(text: string, file: string, path: JsonPath): string {
  const parent = findNode(parseSettings(text, file), path.slice(0, -1))
  const property = findProperty(parent, path.at(-1) ?? '')
  return parent && property ? cut(text, parent, property) : text
}

/** The text without the element at `index` of the list at `path`. */
export function removeElement(text: string, file: string, path: JsonPath, index: number): string {
  const list = findNode(parseSettings(text, file), path)
  const element = list?.children?.[index]
  return list && element ? cut(text, list, element) : text
}

/** How much of a path leads to objects that are there. */
function findDepth(tree: Node, path: JsonPath): number {
  const missing = path.findIndex(
    (_, at) => findNode(tree, path.slice(0, at + 1))?.type !== 'object',
  )
  return missing < 0 ? path.length - 1 : missing
}

function nest(path: JsonPath, value: Json): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value)
}

/** Directly behind the last one, so that a comma and a comment that follow it stay where they are. */
function insertLast(text: string, parent: Node, chunk: string, depth: number): string {
  const { eol, unit } = readStyle(text)
  const line = `${eol}${unit.repeat(depth)}${chunk}`
  const last = parent.children?.at(-1)
  if (last) return splice(text, last.offset + last.length, 0, `,${line}`)
  const inside = text.slice(parent.offset + 1, parent.offset + parent.length - 1)
  const close = inside.includes('\n') ? '' : `${eol}${unit.repeat(depth - 1)}`
  return splice(text, parent.offset + 1, 0, line + close)
}

/** Cuts a child out, with its line and with one comma; comments around it stay. */
function cut(text: string, parent: Node, child: Node): string {
  const children = parent.children ?? []
  const at = children.indexOf(child)
  const [start, end] = [child.offset, child.offset + child.length]
  const close = parent.offset + parent.length - 1
  const after = findComma(text, end, close)
  const former = children[at - 1]
  const before = former && findComma(text, former.offset + former.length, start)
  const comma = at === children.length - 1 ? (before ?? after) : after
  const isEmptied = children.length === 1 && text.slice(end, close).trim() === ''
  const spaces = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0
  const rest = splice(text, start - spaces, (isEmptied ? close : end) - start + spaces, '')
  if (comma === undefined) return rest
  // What was cut before the comma has moved it.
  return splice(rest, comma < start ? comma : comma - (end - start + spaces), 1, '')
}

function findComma(text: string, from: number, to: number): number | undefined {
  const scanner = createScanner(text.slice(from, to), true)
  scanner.scan()
  const at = from + scanner.getTokenOffset()
  return text[at] === ',' ? at : undefined
}

function render(value: Json, text: string, depth: number): string {
  const { eol, unit } = readStyle(text)
  return JSON.stringify(value, null, unit).replaceAll('\n', `${eol}${unit.repeat(depth)}`)
}

/** How the file is written: its line ends, and by what it indents. */
function readStyle(text: string): { readonly eol: string; readonly unit: string } {
  const unit = /\n([ \t]+)["}\]]/.exec(text)?.[1] ?? '  '
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', unit }
}

function splice(text: string, at: number, length: number, chunk: string): string {
  return text.slice(0, at) + chunk + text.slice(at + length)
}
