import { basename } from 'node:path'
import type { Choose } from '../../plan/choose.js'
import { joinPieces, type Piece, type Template } from '../../plan/expansion.js'
import type { Op } from '../../plan/plan.js'

const VARIABLE =
  /\$\{(?:(?:env|localEnv|containerEnv):([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?|((?:local|container)WorkspaceFolder(?:Basename)?))\}/g

/** A variable of devcontainer.json: its value as it is written, and the project whose folders it may name. */
export type Written = {
  readonly name: string
  readonly value: string
  readonly root: string
  readonly from: string
}

/**
 * Sets a variable to a value with the variables of the devcontainer reference; the agent's environment stands for the local one and
 * for the container's. As the CLI does (variableSubstitution.ts, measured with 0.89.0), a default counts only for what is not set
 * at all, and ends at its first colon.
 */
export function setVariable({ name, value, root, from }: Written): Op {
  const template = parseVariables(root, value)
  const decisive = template.find(({ kind, ...rest }) => kind === 'inherited' && 'fallback' in rest)
  if (decisive?.kind !== 'inherited') return { kind: 'set', name, value: template, from }
  const fill = (text: string): Choose['else'] => ({
    kind: 'set',
    value: joinPieces(
      template.map((piece) => (isOf(decisive.name, piece) ? { kind: 'text', text } : piece)),
    ),
  })
  const whole = template.map((piece) => (isOf(decisive.name, piece) ? strip(piece) : piece))
  return {
    kind: 'choose',
    name,
    on: decisive.name,
    unset: fill(decisive.fallback ?? ''),
    empty: fill(''),
    else: { kind: 'set', value: whole },
    from,
  }
}

function isOf(name: string, piece: Piece): boolean {
  return piece.kind === 'inherited' && piece.name === name
}

function strip(piece: Piece): Piece {
  return piece.kind === 'inherited' ? { kind: 'inherited', name: piece.name } : piece
}

function parseVariables(root: string, value: string): Template {
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
