import { joinPieces, type Piece, type Template } from '../plan/expansion.js'
import type { Environment } from './environment.js'

/** Lists that people extend; PATH has a real value. */
export const LISTS =
  `LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH
PKG_CONFIG_PATH CMAKE_PREFIX_PATH ACLOCAL_PATH PYTHONPATH PERL5LIB NODE_PATH CLASSPATH MANPATH INFOPATH`.split(
    /\s+/,
  )

const FOLDER = '/codex-env-shim/inherited'
const MARK = /\/codex-env-shim\/inherited\/([A-Z0-9_]+)/g

/**
 * What stands for the value that only the command's own environment will have: a folder that exists nowhere. It tells an
 * extended list from a replaced one, as nix does with its `/path-not-set`.
 */
export function markBase(): Environment {
  return Object.fromEntries(LISTS.map((name) => [name, markOf(name)]))
}

/** The mark of one list. */
export function markOf(name: string): string {
  return `${FOLDER}/${name}`
}

/** A provider's value: literal, but for marks, which are the inherited values they stand for. */
export function parseValue(value: string): Template {
  const pieces: Piece[] = []
  let end = 0
  for (const match of value.matchAll(MARK)) {
    pieces.push({ kind: 'text', text: value.slice(end, match.index) })
    pieces.push({ kind: 'inherited', name: match[1] ?? '' })
    end = match.index + match[0].length
  }
  return joinPieces([...pieces, { kind: 'text', text: value.slice(end) }])
}
