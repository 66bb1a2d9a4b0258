import { type AST, getStaticTOMLValue, traverseNodes } from 'toml-eslint-parser'
import { ShimError } from '../system/errors.js'
import { parseProgram } from './program.js'

/** The keys that lead to a value. */
export type TomlPath = readonly string[]

/** What a TOML file means, without its layout. */
export type TomlTable = { readonly [key: string]: unknown }

/** Where entries stand: at the top, below a [header], or between braces. */
export type Home = AST.TOMLTopLevelTable | AST.TOMLTable | AST.TOMLInlineTable

/** One `key = value` of the file, wherever and however it is spelled. */
export type Entry = {
  readonly path: TomlPath
  readonly node: AST.TOMLKeyValue
  readonly home: Home
  readonly homePath: TomlPath
}

/** One [header] and what stands below it. */
export type Section = { readonly path: TomlPath; readonly node: AST.TOMLTable }

/** A parsed file: what it means, and where each part of it stands in the text. */
export type Tree = {
  readonly text: string
  readonly meaning: TomlTable
  readonly entries: readonly Entry[]
  readonly sections: readonly Section[]
  readonly top: AST.TOMLTopLevelTable
  readonly commas: readonly AST.Range[]
}

/** Parses a text without byte order mark; `file` is only for the error. */
export function parseTree(text: string, file: string): Tree {
  const program = parseProgram(text, file)
  rejectPrototype(program, file)
  const [top] = program.body
  const sections = top.body.flatMap(readSection)
  return {
    text,
    meaning: getStaticTOMLValue(program),
    entries: [
      ...listEntries(top, []),
      ...sections.flatMap(({ node, path }) => listEntries(node, path)),
    ],
    sections,
    top,
    commas: program.tokens.filter(({ value }) => value === ',').map(({ range }) => range),
  }
}

/** `getStaticTOMLValue` would take such a key for the prototype of every object there is, and write to it. */
function rejectPrototype(program: AST.TOMLProgram, file: string): void {
  traverseNodes(program, {
    enterNode: (node) => {
      if (node.type !== 'TOMLKey' || !getStaticTOMLValue(node).includes('__proto__')) return
      const place = { file, line: node.loc.start.line }
      throw new ShimError('bad-config', 'a key is called __proto__', { place, remedy: 'rename it' })
    },
    leaveNode: () => {},
  })
}

/** The entry that has exactly this path. */
export function findEntry(tree: Tree, path: TomlPath): Entry | undefined {
  return tree.entries.find((entry) => isSame(entry.path, path))
}

/** The [header] that has exactly this path. */
export function findSection(tree: Tree, path: TomlPath): Section | undefined {
  return tree.sections.find((section) => isSame(section.path, path))
}

/** Does a path lead to, or through, another? */
export function startsWith(path: TomlPath, start: TomlPath): boolean {
  return start.every((key, index) => path[index] === key)
}

function isSame(one: TomlPath, other: TomlPath): boolean {
  return one.length === other.length && startsWith(one, other)
}

/** Elements of [[arrays of tables]] have a number in their path and are none of ours. */
function readSection(node: AST.TOMLKeyValue | AST.TOMLTable): readonly Section[] {
  if (node.type !== 'TOMLTable') return []
  const path = node.resolvedKey.filter((key) => typeof key === 'string')
  return path.length === node.resolvedKey.length ? [{ path, node }] : []
}

function listEntries(home: Home, homePath: TomlPath): readonly Entry[] {
  return home.body.flatMap((node): readonly Entry[] => {
    if (node.type !== 'TOMLKeyValue') return []
    const path = [...homePath, ...getStaticTOMLValue(node.key)]
    const below = node.value.type === 'TOMLInlineTable' ? listEntries(node.value, path) : []
    return [{ path, node, home, homePath }, ...below]
  })
}
