import { basename } from 'node:path'
import { joinPieces, type Piece, type Template } from '../../plan/expansion.js'

const VARIABLE =
  /\$\{(?:(?:env|localEnv|containerEnv):([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?|((?:local|container)WorkspaceFolder(?:Basename)?))\}/g

/**
 * A value with the variables of the devcontainer reference; the agent's environment stands for the local one and for the container's.
 * A default ends at its first colon (variableSubstitution.ts of the CLI splits there, measured with 0.89.0).
 */
export function parseVariables(root: string, value: string): Template {
  const pieces: Piece[] = []
  let end = 0
  for (const match of value.matchAll(VARIABLE)) {
    const [written, name, fallback, folder = ''] = match
    pieces.push({ kind: 'text', text: value.slice(end, match.index) })
    pieces.push(name ? inherit(name, fallback) : place(root, folder))
    end = match.index + written.length
  }
  return joinPieces([...pieces, { kind: 'text', text: value.slice(end) }])
}

function inherit(name: string, fallback: string | undefined): Piece {
  const [text] = fallback?.split(':') ?? []
  return { kind: 'inherited', name, ...(text === undefined ? {} : { fallback: text }) }
}

function place(root: string, folder: string): Piece {
  return { kind: 'text', text: folder.endsWith('Basename') ? basename(root) : root }
}
