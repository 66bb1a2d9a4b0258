import { basename } from 'node:path'
import { performance } from 'node:perf_hooks'
import { execa } from 'execa'
import { readLoginShell } from '../agents/codex/routes.js'
import { VARIABLES } from '../system/names.js'
import {
  belongsToProcess,
  diffEnvironments,
  type Environment,
  parseBlock,
} from '../variables/environment.js'
import { type Finding, ok, type Patient, warn } from './check.js'

const TIME_LIMIT_MS = 10_000
const SLOW_MS = 100

/** What login profiles change, in which line, and how long they take. */
export async function checkProfiles({ effective }: Patient): Promise<Finding> {
  const shell = chooseShell(readLoginShell())
  const { BASH_ENV, ZDOTDIR, ...environment } = effective.before
  const env = { SHLVL: '1', ...environment, [VARIABLES.switch]: 'off' }
  const plain = await runShell(shell, [], env)
  const login = await runShell(shell, ['-l'], env)
  if (!plain || !login) {
    return warn(
      [`${shell} -lc takes more than ten seconds, or fails`],
      'mend the profile; every login shell waits for it',
    )
  }
  const changed = diffEnvironments(plain.environment, login.environment)
    .map(({ name }) => name)
    .filter((name) => !belongsToProcess(name) && name !== VARIABLES.switch)
  const takes = Math.max(0, login.ms - plain.ms)
  const evidence = [
    `${shell} -l takes ${takes.toFixed(0)} ms more`,
    ...changed.map((name) => `${name} is changed${findLine(login.trace, name)}`),
  ]
  if (takes < SLOW_MS && changed.length === 0) return ok(...evidence)
  return ok(...evidence, 'where profiles are suppressed, none of this reaches a command')
}

/** Codex starts only these shells itself. */
function chooseShell(shell: string): string {
  return ['bash', 'zsh'].includes(basename(shell)) ? shell : '/bin/bash'
}

type Run = { readonly environment: Environment; readonly ms: number; readonly trace: string }

/** Tracing tells which line of which file did it: `+FILE:LINE> command`. bash takes no PS4 from root's environment. */
const TRACE = {
  bash: [
    '-c',
    `PS4='+\${BASH_SOURCE}:\${LINENO}> '; set -x; . /etc/profile
for file in ~/.bash_profile ~/.bash_login ~/.profile; do if [ -r "$file" ]; then . "$file"; break; fi; done`,
  ],
  zsh: ['-l', '-x', '-c', ':'],
} as const

async function runShell(
  shell: string,
  flags: readonly string[],
  env: Environment,
): Promise<Run | undefined> {
  const name = basename(shell) === 'zsh' ? 'zsh' : 'bash'
  const how = {
    env,
    extendEnv: false,
    stdin: 'ignore',
    timeout: TIME_LIMIT_MS,
    reject: false,
  } as const
  const start = performance.now()
  const timed = await execa(shell, [...flags, '-c', 'command -p env -0'], how)
  const ms = performance.now() - start
  if (timed.failed) return undefined
  const trace = flags.length === 0 ? undefined : await execa(shell, TRACE[name], how)
  return { environment: parseBlock(timed.stdout), ms, trace: trace?.stderr ?? '' }
}

function findLine(trace: string, name: string): string {
  const pattern = new RegExp(`^\\++([^\\s:]+:\\d+)> .*(?:^|\\s)'?${name}\\+?=`)
  const line = trace.split('\n').findLast((one) => pattern.test(one))
  const place = line && pattern.exec(line)?.[1]
  return place ? ` in ${place}` : ''
}
