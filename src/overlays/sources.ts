import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Changes } from '../plan/changes.js'
import { ShimError } from '../system/errors.js'
import { nameError } from '../system/system-error.js'
import type { World } from '../system/world.js'
import { parseAssignments, parseDotenv, parseEntries, parseJson } from './input.js'
import { mergeChanges } from './merge.js'

/** Where changes come from; of two that name the same variable, the later one here counts. */
export type Sources = {
  readonly file: string | undefined
  readonly stdin: boolean
  readonly prepend: readonly string[]
  readonly append: readonly string[]
  readonly words: readonly string[]
}

/** Reads the changes of all sources together. */
export function readChanges(
  { cwd }: World,
  { file, stdin, prepend, append, words }: Sources,
): Changes {
  return [
    ...(file === undefined ? [] : [parseDotenv(readText(file === '-' ? 0 : resolve(cwd, file)))]),
    ...(stdin ? [parseJson(readText(0))] : []),
    parseEntries(prepend, 'prepend'),
    parseEntries(append, 'append'),
    parseAssignments(words),
  ].reduce((sum, one) => mergeChanges(sum, one))
}

function readText(file: string | number): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const name = file === 0 ? 'stdin' : file
    throw new ShimError('usage', `${name} cannot be read (${nameError(error)})`, {
      remedy: 'expected a file with lines NAME=value, or - for stdin',
    })
  }
}
