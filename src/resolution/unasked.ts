import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Detected } from './detect.js'

/** A file of a project that tells of an environment, and that no provider is asked for unless a person says more. */
export type Unasked = {
  readonly file: string
  /** The line that `init` writes as a comment, if one would do. */
  readonly line?: string
  /** What to do about it. */
  readonly advice: string
}

type Rule = Omit<Unasked, 'file'> & {
  readonly files: readonly string[]
  /** Providers whose own line says it already. */
  readonly unless?: readonly string[]
}

/** What may know of a Python of the project's own. */
const PYTHONS = [
  'venv',
  'uv',
  'poetry',
  'pipenv',
  'hatch',
  'pixi',
  'conda',
  'devbox',
  'devenv',
  'nix',
  'guix',
  'direnv',
  'mise',
]

const RULES: readonly Rule[] = [
  {
    files: ['.env'],
    line: 'dotenv[] = .env',
    advice: 'with this line every command gets what is in it',
  },
  {
    files: ['CMakePresets.json', 'CMakeUserPresets.json'],
    advice:
      'the environment of a preset is for cmake alone; what other commands need of it belongs under [env]',
  },
  {
    files: ['poetry.lock'],
    unless: PYTHONS,
    line: 'use[] = poetry',
    advice: 'poetry needs the pyproject.toml that is missing beside it',
  },
  {
    files: ['requirements.txt', 'pyproject.toml'],
    unless: PYTHONS,
    line: 'use[] = venv',
    advice: 'python3 -m venv .venv makes an environment; then this line finds it',
  },
]

/** What of a project's files no provider was asked for, and what to do about each. */
export function findUnasked(root: string, detected: readonly Detected[]): readonly Unasked[] {
  return RULES.flatMap(({ files, unless = [], ...rest }) => {
    const file = files.find((name) => isFile(join(root, name)))
    const isSaid = detected.some(({ name }) => unless.includes(name))
    return file === undefined || isSaid ? [] : [{ file, ...rest }]
  })
}

/** The comments that stand in the declaration for them, a line each. */
export function renderUnasked(unasked: readonly Unasked[]): string {
  return unasked
    .map(({ file, line, advice }) => `; ${line ? `${line}  ; ` : ''}${file}: ${advice}\n`)
    .join('')
}

/** The same for the person who runs `init`. */
export function describeUnasked(unasked: readonly Unasked[]): readonly string[] {
  return unasked.flatMap(({ file, line, advice }) => [
    `${file}: ${advice}`,
    ...(line ? [`  ${line} is written as a comment`] : []),
  ])
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    return false
  }
}
