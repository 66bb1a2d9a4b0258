import { isDeepStrictEqual } from 'node:util'
import { ShimError } from '../system/errors.js'
import { insertElement, insertLeaf } from './insert.js'
import { changeMeaning, isTable, type TomlEdit, withoutEmpty } from './meaning.js'
import { isToml } from './program.js'
import { removeElement, removeEntry, removeTable } from './remove.js'
import { parseTree, type TomlPath, type TomlTable, type Tree } from './tree.js'

export { isTable, type TomlEdit } from './meaning.js'
export { renderKey, renderLeaf, type TomlLeaf } from './text.js'
export type { TomlPath, TomlTable } from './tree.js'

const BYTE_ORDER_MARK = '\uFEFF'

/** What a TOML text means; `file` is only for the error. */
export function parseToml(text: string, file: string): TomlTable {
  return parseTree(splitMark(text).body, file).meaning
}

/** The value at a path, or undefined. */
export function readToml(table: TomlTable, path: TomlPath): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) ? value[key] : undefined), table)
}

/** Makes changes one after the other; each is checked to mean exactly what was asked, nothing more. */
export function editToml(text: string, file: string, edits: readonly TomlEdit[]): string {
  const { mark, body } = splitMark(text)
  const edited = edits.reduce((tree, edit) => applyEdit(tree, file, edit), parseTree(body, file))
  return mark + edited.text
}

function applyEdit(tree: Tree, file: string, edit: TomlEdit): Tree {
  const expected = changeMeaning(tree.meaning, edit)
  // Nothing to do is no reason to touch the text.
  if (isDeepStrictEqual(expected, tree.meaning)) return tree
  const text = editText(tree, edit)
  const edited = isToml(text) ? parseTree(text, file) : undefined
  if (edited && isDeepStrictEqual(withoutEmpty(edited.meaning), withoutEmpty(expected))) {
    return edited
  }
  throw new ShimError('bad-config', `${edit.path.join('.')} cannot be changed safely here`, {
    place: { file },
    remedy: 'write it as a plain [table]; the file was left untouched',
  })
}

function editText(tree: Tree, edit: TomlEdit): string {
  switch (edit.kind) {
    case 'set':
      return insertLeaf(tree, edit.path, edit.value)
    case 'remove':
      return removeEntry(tree, edit.path)
    case 'add':
      return insertElement(tree, edit.path, edit.element)
    case 'take':
      return removeElement(tree, edit.path, edit.element)
    case 'drop':
      return removeTable(tree, edit.path)
  }
}

function splitMark(text: string): { readonly mark: string; readonly body: string } {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  return { mark, body: text.slice(mark.length) }
}
