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
  /** A file with a JSON object. */
  readonly json: string | undefined
  readonly prepend: readonly string[]
  readonly append: readonly string[]
  readonly words: readonly string[]
}

/** Reads the changes of all sources together. */
export function readChanges(
  { cwd }: World,
  { file, json, prepend, append, words }: Sources,
): Changes {
  return [
    ...(file === undefined ? [] : [parseDotenv(readText(cwd, file, 'lines NAME=value'))]),
    ...(json === undefined ? [] : [parseJson(readText(cwd, json, 'a JSON object'))]),
    parseEntries(prepend, 'prepend'),
    parseEntries(append, 'append'),
    parseAssignments(words),
  ].reduce((sum, one) => mergeChanges(sum, one))
}

function readText(cwd: string, file: string, what: string): string {
  const path = resolve(cwd, file)
  try {
    return readFileSync(file === '-' ? 0 : path, 'utf8')
  } catch (error) {
    const name = file === '-' ? 'stdin' : path
    throw new ShimError('usage', `${name} cannot be read (${nameError(error)})`, {
      remedy: `expected a file with ${what}, or - for stdin`,
    })
  }
}
