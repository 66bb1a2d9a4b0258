import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import { ShimError } from '../system/errors.js'

/** Parses a text as Codex does (TOML 1.1), or says which line is wrong. */
export function parseProgram(text: string, file: string): AST.TOMLProgram {
  const result = tryParse(text)
  if (!(result instanceof ParseError)) return result
  const place = { file, line: findLine(text, result) }
  const remedy = 'mend it first; it was left untouched'
  throw new ShimError('bad-config', `this is not TOML: ${result.message}`, { place, remedy })
}

/** Is this text TOML? */
export function isToml(text: string): boolean {
  return !(tryParse(text) instanceof ParseError)
}

/** The parser notices an unfinished line only where the next begins. */
function findLine(text: string, { lineNumber, column }: ParseError): number {
  const before = text
    .split('\n')
    .slice(0, lineNumber - 1)
    .join('\n')
  return column > 0 || isToml(before) ? lineNumber : before.trimEnd().split('\n').length
}

function tryParse(text: string): AST.TOMLProgram | ParseError {
  try {
    return parseTOML(text, { tomlVersion: '1.1' })
  } catch (error) {
    if (error instanceof ParseError) return error
    throw error
  }
}
