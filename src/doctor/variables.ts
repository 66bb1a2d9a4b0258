import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../variables/environment.js'
import { type Finding, ok, type Patient, warn } from './check.js'

/** Are the entries of PATH whole, and there once? */
export function checkPath({ effective }: Patient): Finding {
  const path = effective.after['PATH'] ?? ''
  const entries = path.split(':')
  const twice = entries.filter((entry, index) => entries.indexOf(entry) !== index)
  const wrong = entries.flatMap((entry) => explainEntry(entry))
  const repeated = [...new Set(twice)].map((entry) => `${entry} stands there more than once`)
  const gone = entries.filter((entry) => entry.startsWith('/') && !existsSync(entry))
  const evidence = [...wrong, ...repeated, ...gone.map((entry) => `${entry} is not there`)]
  if (evidence.length === 0) return ok(`${entries.length} entries, each there and there once`)
  const isHarmless = wrong.length === 0
  if (isHarmless) return ok(...evidence)
  return warn(evidence, 'mend it where the agent is started: what it passes keeps its order')
}

function explainEntry(entry: string): readonly string[] {
  if (entry === '' || entry === '.') return ['an empty entry, or `.`, means the working directory']
  if (/\$\{?\w+/.test(entry)) return [`${entry} is literal: nothing expands it`]
  return entry.startsWith('/') ? [] : [`${entry} is relative to the working directory`]
}

/** A variable that says something was set up, and what must then be so; else a tool believes it and does nothing. */
type Guard = {
  readonly name: string
  readonly effect: string
  readonly holds: (env: Environment) => boolean
}

const onPath = (env: Environment, pattern: RegExp) =>
  (env['PATH'] ?? '').split(':').some((entry) => pattern.test(entry))

const ownBin = (name: string) => (env: Environment) =>
  (env['PATH'] ?? '').split(':').includes(join(env[name] ?? '', 'bin'))

const GUARDS: readonly Guard[] = [
  { name: 'VIRTUAL_ENV', effect: 'its bin is on PATH', holds: ownBin('VIRTUAL_ENV') },
  { name: 'CONDA_PREFIX', effect: 'its bin is on PATH', holds: ownBin('CONDA_PREFIX') },
  {
    name: '__ETC_PROFILE_NIX_SOURCED',
    effect: 'a nix folder is on PATH',
    holds: (env) => onPath(env, /\/nix\/|\.nix-profile/),
  },
  {
    name: '__MISE_ORIG_PATH',
    effect: 'mise has put something on PATH',
    holds: (env) => onPath(env, /\/mise\//),
  },
  { name: 'HERMIT_ENV', effect: 'its bin is on PATH', holds: ownBin('HERMIT_ENV') },
  { name: 'NVM_BIN', effect: 'it is on PATH', holds: (env) => onPath(env, /\/\.nvm\//) },
  {
    name: 'DIRENV_DIFF',
    effect: 'DIRENV_DIR says for which folder',
    holds: (env) => env['DIRENV_DIR'] !== undefined,
  },
]

/** Is there a guard variable whose effect is gone? */
export function checkGuards({ effective }: Patient): Finding {
  const { after } = effective
  const set = GUARDS.filter(({ name }) => after[name])
  const empty = set.filter(({ holds }) => !holds(after))
  if (empty.length === 0) return ok(set.length === 0 ? 'none is set' : `${set.length} hold`)
  return warn(
    empty.map(
      ({ name, effect }) => `${name}=${after[name]} is set, but it does not hold that ${effect}`,
    ),
    `declare the effect under [path], or the guard under [unset]`,
  )
}
