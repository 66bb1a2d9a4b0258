import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { ShimError } from '../../system/errors.js'

/** A value that JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** A way down into a file of JSON: keys of objects. */
export type JsonPath = readonly string[]

const BOM = '\uFEFF'

/**
 * Parses a file of JSON with comments and trailing commas into its tree, whose offsets are those of the text; an empty file is undefined.
 * Refuses what does not parse, and a key that one object has twice: which of the two counts is each program's own choice.
 */
export function parseSettings(text: string, file: string): Node | undefined {
  const errors: ParseError[] = []
  // The parser takes the mark for a character that does not belong; a space has its length.
  const plain = text.startsWith(BOM) ? ` ${text.slice(1)}` : text
  if (plain.trim() === '') return undefined
  const tree = parseTree(plain, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error) return reject(file, text, error.offset, printParseErrorCode(error.error))
  if (tree?.type !== 'object') return reject(file, text, 0, 'this is no object')
  requireUniqueKeys(tree, text, file)
  return tree
}

/** What stands at the end of a path; undefined where there is nothing. */
export function findNode(tree: Node | undefined, path: JsonPath): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => findProperty(node, key)?.children?.[1], tree)
}

/** The property of a key, as a node of its own: the key, and the value. */
export function findProperty(node: Node | undefined, key: string): Node | undefined {
  if (node?.type !== 'object') return undefined
  return node.children?.find(({ children }) => children?.[0]?.value === key)
}

function requireUniqueKeys(node: Node, text: string, file: string): void {
  if (node.type === 'object') {
    const seen = new Set<unknown>()
    for (const { children } of node.children ?? []) {
      const key = children?.[0]
      if (key && seen.has(key.value))
        reject(file, text, key.offset, `"${key.value}" is there twice`)
      seen.add(key?.value)
    }
  }
  for (const child of node.children ?? []) requireUniqueKeys(child, text, file)
}

function reject(file: string, text: string, offset: number, what: string): never {
  throw new ShimError('bad-config', what, {
    place: { file, line: text.slice(0, offset).split('\n').length },
    remedy: 'mend it first; it was left untouched',
  })
}
