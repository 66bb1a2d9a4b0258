import { explainProtection } from './protection.js'

/** Names and values as a process has them. */
export type Environment = Readonly<Record<string, string>>

/** One name that two environments do not have alike; undefined where it is absent. */
export type Difference = {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What bin/codex-env-shim adds on the way to the control plane, and `_`, which names the program itself. */
const NOT_THE_USERS = new Set([
  '_',
  'CODEX_ENV_SHIM_DATA',
  'CODEX_ENV_SHIM_CONFIG',
  'CODEX_ENV_SHIM_STATE',
  'CODEX_ENV_SHIM_CACHE',
])

/** The environment of the terminal that runs us, by name. */
export function readTerminal({
  env,
}: {
  readonly env: Readonly<Record<string, string | undefined>>
}): Environment {
  return makeEnvironment(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || NOT_THE_USERS.has(name) ? [] : [[name, value] as const],
    ),
  )
}

/** An environment of these pairs, by name. */
export function makeEnvironment(
  entries: Iterable<readonly [name: string, value: string]>,
): Environment {
  const byName = [...entries].sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(byName)
}

/** The pairs of a block as execve(2) takes it: `NAME=value`, each ended by a NUL. */
export function parseBlock(block: string): Environment {
  const entries = block.split('\0').filter((entry) => entry.includes('='))
  return makeEnvironment(
    entries.map((entry) => {
      const at = entry.indexOf('=')
      return [entry.slice(0, at), entry.slice(at + 1)] as const
    }),
  )
}

/** What differs between two environments, by name; what describes a process rather than its surroundings aside. */
export function diffEnvironments(before: Environment, after: Environment): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, before: before[name], after: after[name] }))
}

/** Is this a name that differs from one process to the next and that no plan touches? */
export function belongsToProcess(name: string): boolean {
  return explainProtection(name) !== undefined
}
