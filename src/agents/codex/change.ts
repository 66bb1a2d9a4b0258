import type { TomlEdit, TomlLeaf, TomlPath, TomlTable } from '../../toml/toml.js'
import { isTable, readToml, renderKey, renderLeaf } from '../../toml/toml.js'

/** What was changed in a config, with what is needed to take it back. */
export type Change =
  | {
      readonly kind: 'set'
      readonly path: TomlPath
      readonly to: TomlLeaf
      /** The value before; absent where there was none. */
      readonly from?: TomlLeaf
    }
  | { readonly kind: 'add'; readonly path: TomlPath; readonly elements: readonly string[] }
  /** A table that came to be by the changes before it. */
  | { readonly kind: 'create'; readonly path: TomlPath }

/** The edits that make the changes. */
export function planEdits(changes: readonly Change[]): readonly TomlEdit[] {
  return changes.flatMap((change): readonly TomlEdit[] => {
    const { path } = change
    if (change.kind === 'set') return [{ kind: 'set', path, value: change.to }]
    if (change.kind === 'create') return []
    return change.elements.map((element) => ({ kind: 'add', path, element }))
  })
}

/** The edits that take back what is still as the changes left it; what somebody changed since is theirs. */
export function planReturn(meaning: TomlTable, changes: readonly Change[]): readonly TomlEdit[] {
  return changes.flatMap((change): readonly TomlEdit[] => {
    const { path } = change
    if (change.kind === 'create') return [{ kind: 'drop', path }]
    if (change.kind === 'add') {
      return change.elements.map((element) => ({ kind: 'take', path, element }))
    }
    if (readToml(meaning, path) !== change.to) return []
    if (change.from === undefined) return [{ kind: 'remove', path }]
    return [{ kind: 'set', path, value: change.from }]
  })
}

/** The tables that setting these paths brings into being, innermost first. */
export function planTables(meaning: TomlTable, paths: readonly TomlPath[]): readonly Change[] {
  const parents = paths.flatMap((path) => path.slice(1).map((_, index) => path.slice(0, index + 1)))
  const missing = new Map(
    parents
      .filter((path) => !isTable(readToml(meaning, path)))
      .map((path) => [renderKey(path), path]),
  )
  const innermostFirst = [...missing.values()].sort((one, other) => other.length - one.length)
  return innermostFirst.map((path) => ({ kind: 'create', path }))
}

/** A change in words, in TOML's own spelling; undefined for what follows from others. */
export function describeChange(change: Change): string | undefined {
  const key = renderKey(change.path)
  if (change.kind === 'create') return undefined
  if (change.kind === 'add') return `${key} += ${change.elements.map(renderLeaf).join(', ')}`
  const was = change.from === undefined ? '' : ` (was ${renderLeaf(change.from)})`
  return `${key} = ${renderLeaf(change.to)}${was}`
}
