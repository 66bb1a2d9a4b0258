import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import { isThere, readLink } from './files.js'
import { manageVersions } from './version-manager.js'

/** pyenv: `.python-version`. */
export const pyenv = manageVersions({
  name: 'pyenv',
  file: '.python-version',
  variable: 'PYENV_ROOT',
  folder: '.pyenv',
  parse: parsePythonVersions,
  choose: choosePython,
})

/** The first words of the lines, but for comments; a word may be several versions (libexec/pyenv-version-file-read). */
export function parsePythonVersions(text: string): readonly string[] {
  const words = text.split(/[\r\n]+/).map((line) => line.trim().split(/\s+/)[0] ?? '')
  const said = words.filter((word) => word !== '' && !word.startsWith('#'))
  return said.flatMap((word) => word.split(':')).filter((word) => word !== '')
}

/** This very version, else the newest that it begins (libexec/pyenv-version-name). */
export function choosePython(versions: string, wanted: string): string | undefined {
  const plain = wanted.replace(/^python-/, '')
  const exact = [plain, wanted].find((name) => isThere(join(versions, name)))
  if (exact) return exact
  const installed = listFolder(versions).filter((name) => !isVirtual(join(versions, name)))
  return findLatest(installed, plain) ?? findLatest(installed, wanted)
}

/** A virtual environment of pyenv-virtualenv is a link into its version's `envs`, and meant only by its whole name. */
function isVirtual(path: string): boolean {
  return readLink(path)?.includes('/envs/') === true
}

/** Builds that are meant only by their whole names. */
const SPECIAL = /(?:-dev|-src|-latest|(?:a|b|rc)[0-9]+)$/
const FREE_THREADED = /[0-9]t$/

/**
 * Of the versions that begin with these words the newest release (libexec/pyenv-latest): `3.13` never means 3.13.0rc2, nor the
 * free-threaded 3.13.0t, which `3.13t` does.
 */
function findLatest(installed: readonly string[], wanted: string): string | undefined {
  const isThreaded = /[0-9]t$/.test(wanted)
  const prefix = isThreaded ? wanted.slice(0, -1) : wanted
  const matching = installed.filter(
    (name) =>
      [`${prefix}-`, `${prefix}.`].some((start) => name.startsWith(start)) &&
      !SPECIAL.test(name) &&
      FREE_THREADED.test(name) === isThreaded,
  )
  return [...matching].sort(compareNewest)[0]
}

/** As `sort -t. -k1,1r -k2,2nr -k3,3nr -k4,4nr` orders pyenv's keys; a dash behind a word counts as a dot. */
function compareNewest(one: string, other: string): number {
  const [first, ...numbers] = readKey(one)
  const [second, ...others] = readKey(other)
  if (first !== second) return String(first) < String(second) ? 1 : -1
  for (const index of [0, 1, 2]) {
    const difference = Number(others[index] ?? 0) - Number(numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  return one < other ? -1 : 1
}

function readKey(name: string): readonly (string | number)[] {
  const [first = '', ...fields] = name.replace(/^([A-Za-z0-9]+)-/, '$1.').split('.')
  return [first, ...fields.map((field) => Number.parseInt(field, 10) || 0)]
}
