import type { TomlLeaf } from './text.js'
import type { TomlPath, TomlTable } from './tree.js'

/** One change of a TOML file; everything else, layout and comments too, stays as it is. */
export type TomlEdit =
  | { readonly kind: 'set'; readonly path: TomlPath; readonly value: TomlLeaf }
  | { readonly kind: 'remove'; readonly path: TomlPath }
  | { readonly kind: 'add'; readonly path: TomlPath; readonly element: string }
  | { readonly kind: 'take'; readonly path: TomlPath; readonly element: string }
  /** Removes a table if nothing is in it. */
  | { readonly kind: 'drop'; readonly path: TomlPath }

/** Is this value a table? */
export function isTable(value: unknown): value is TomlTable {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

/** What a file must mean after a change: the text is held against this. */
export function changeMeaning(table: TomlTable, edit: TomlEdit): TomlTable {
  const [key = '', ...rest] = edit.path
  const value = table[key]
  if (rest.length === 0) return changeEntry(table, key, edit)
  if (isTable(value)) return { ...table, [key]: changeMeaning(value, { ...edit, path: rest }) }
  if (edit.kind !== 'set') return table
  return { ...table, [key]: changeMeaning({}, { ...edit, path: rest }) }
}

/** The same without empty tables: a table of dotted keys goes with its last key, and nothing is lost. */
export function withoutEmpty(table: TomlTable): TomlTable {
  const entries = Object.entries(table).map(
    ([key, value]) => [key, isTable(value) ? withoutEmpty(value) : value] as const,
  )
  return Object.fromEntries(
    entries.filter(([, value]) => !isTable(value) || Object.keys(value).length > 0),
  )
}

function changeEntry(table: TomlTable, key: string, edit: TomlEdit): TomlTable {
  const value = table[key]
  const { [key]: _removed, ...others } = table
  switch (edit.kind) {
    case 'set':
      return { ...table, [key]: edit.value }
    case 'remove':
      return others
    case 'drop':
      return isTable(value) && Object.keys(value).length === 0 ? others : table
    case 'add':
      return Array.isArray(value) ? { ...table, [key]: [...value, edit.element] } : table
    case 'take':
      return Array.isArray(value) ? { ...table, [key]: removeFirst(value, edit.element) } : table
  }
}

function removeFirst(values: readonly unknown[], element: string): readonly unknown[] {
  const index = values.indexOf(element)
  return index < 0 ? values : values.toSpliced(index, 1)
}
