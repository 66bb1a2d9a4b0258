import { ShimError } from '../../system/errors.js'
import { VARIABLES } from '../../system/names.js'
import { isTable, readToml, renderKey, type TomlPath, type TomlTable } from '../../toml/toml.js'

/** What Codex lets into the environment of a command. */
export const POLICY: TomlPath = ['shell_environment_policy']
/** Variables it adds. */
export const SET: TomlPath = [...POLICY, 'set']
/** Patterns of the only names that get through, those it adds included. */
export const INCLUDE_ONLY: TomlPath = [...POLICY, 'include_only']
/** Patterns of what gets through and what does not, the names it adds included: `PATTERN = "include" | "exclude"`; since Codex 0.171. */
export const FILTERS: TomlPath = [...POLICY, 'filters']
/** May a command be run by a login shell? */
export const LOGIN: TomlPath = ['allow_login_shell']
/** Is a login shell's state taken once and replayed before each command? */
export const SNAPSHOT: TomlPath = ['features', 'shell_snapshot']
/** The same since Codex 0.171, off unless it is asked for: by `bash -pc` and `zsh -fc`, which read no hook. */
export const SNAPSHOT_V2: TomlPath = ['features', 'shell_snapshot_v2']

/** What commands may write: the older setting, which wins, and the one of Codex 0.171. */
export const SANDBOX: TomlPath = ['sandbox_mode']
export const PERMISSIONS: TomlPath = ['default_permissions']

/** Refuses a file in which what we touch is not what it must be: Codex would not load it either. */
export function requireShape(meaning: TomlTable, file: string): void {
  const isText = (value: unknown) => typeof value === 'string'
  const isFlag = (value: unknown) => typeof value === 'boolean'
  const variables = listNames().map((name) => [[...SET, name], isText, 'a string'] as const)
  const rules = [
    [POLICY, isTable, 'a table'],
    [SET, isTable, 'a table'],
    [['features'], isTable, 'a table'],
    [LOGIN, isFlag, 'true or false'],
    [SNAPSHOT, isFlag, 'true or false'],
    [SNAPSHOT_V2, isFlag, 'true or false'],
    [FILTERS, isTable, 'a table'],
    [INCLUDE_ONLY, Array.isArray, 'a list'],
    ...variables,
  ] as const
  for (const [path, isRight, expected] of rules) {
    const value = readToml(meaning, path)
    if (value === undefined || isRight(value)) continue
    throw new ShimError('bad-config', `${renderKey(path)} must be ${expected}`, {
      place: { file },
      remedy: 'mend it first; it was left untouched',
    })
  }
}

function listNames(): readonly string[] {
  return [
    'BASH_ENV',
    'ZDOTDIR',
    'SHLVL',
    VARIABLES.level,
    VARIABLES.userBashEnv,
    VARIABLES.userZdotdir,
  ]
}
