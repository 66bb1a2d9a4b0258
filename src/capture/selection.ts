import type { Captured } from '../declaration/restore.js'
import { isNamePattern, matchesName, mustBeWrittenOut } from '../variables/name-pattern.js'
import { explainProtection } from '../variables/protection.js'

/** What a terminal has and agents often lose: loader paths, numeric libraries, Python environments, and the order of PATH. */
export const USUAL_NAMES: readonly string[] = [
  'PATH',
  ...['LD_*', 'DYLD_*'],
  ...['CUDA*', 'CUDNN_*', 'NCCL_*', 'ROCM_*', 'HIP_*', 'HSA_*'],
  ...['MKL*', 'OMP_*', 'KMP_*', 'OPENBLAS_*', 'BLIS_*', 'VECLIB_*'],
  ...['CONDA_*', '_CONDA_*', '_CE_*', 'MAMBA_*', 'VIRTUAL_ENV*'],
]

/** An environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What of an environment is kept, and what was asked for and is not. */
export type Selection = {
  readonly variables: Captured
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[]
}

/** Selects from an environment what the patterns mean; nothing protected, and no value that is not UTF-8. */
export function selectCaptured(env: Environment, patterns: readonly string[]): Selection {
  const names = Object.keys(env).filter((name) => env[name] !== undefined)
  const meant = names.filter((name) => patterns.some((pattern) => matchesName(pattern, name)))
  const reasons = new Map(meant.map((name) => [name, explainLeftOut(name, env[name] ?? '')]))
  const variables = Object.fromEntries(
    meant
      .filter((name) => reasons.get(name) === undefined)
      .sort()
      .map((name) => [name, env[name] ?? '']),
  )
  const absent = patterns
    .filter((pattern) => !pattern.includes('*') && !USUAL_NAMES.includes(pattern))
    .filter((pattern) => env[pattern] === undefined)
    .map((name) => ({ name, reason: 'is not set here' }))
  const leftOut = [...reasons].flatMap(([name, reason]) => (reason ? [{ name, reason }] : []))
  return { variables, leftOut: [...leftOut, ...explainUnwritten(names, patterns), ...absent] }
}

/** Why a variable is never captured, or undefined where it may be. */
export function explainLeftOut(name: string, value: string): string | undefined {
  if (!isNamePattern(name)) return 'is not a name that every shell accepts'
  const reason = explainProtection(name)
  if (reason) return `keeps the agent's value: ${reason}`
  return value.includes('\uFFFD') ? 'is not UTF-8' : undefined
}

/** Names that a pattern would mean, had they been written out. */
function explainUnwritten(names: readonly string[], patterns: readonly string[]) {
  const wide = patterns.filter((pattern) => pattern.includes('*'))
  return names
    .filter((name) => mustBeWrittenOut(name) && !patterns.includes(name))
    .filter((name) => wide.some((pattern) => spells(pattern, name)))
    .map((name) => ({ name, reason: `is kept only by its whole name: --name ${name}` }))
}

function spells(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name)
}
