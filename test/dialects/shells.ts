import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import * as fish from '../../src/dialects/fish.js'
import * as posix from '../../src/dialects/posix.js'
import type { CompiledPlan } from '../../src/plan/compiled.js'
import type { Piece, Template } from '../../src/plan/expansion.js'
import type { Op } from '../../src/plan/plan.js'
import { isMissing } from '../programs.js'
import { makeFolder } from '../world.js'

const SHELLS_FOLDER = fileURLToPath(new URL('../../shells', import.meta.url))

/** A shell that sources plans, without any startup file. */
export type Shell = {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly dialect: 'posix' | 'fish'
}

const ALL: readonly Shell[] = [
  { name: 'sh', command: ['sh'], dialect: 'posix' },
  { name: 'dash', command: ['dash'], dialect: 'posix' },
  { name: 'bash', command: ['bash', '--noprofile', '--norc'], dialect: 'posix' },
  { name: 'bash as sh', command: ['bash', '--posix', '--noprofile', '--norc'], dialect: 'posix' },
  { name: 'zsh', command: ['zsh', '-f'], dialect: 'posix' },
  { name: 'zsh as sh', command: ['zsh', '--emulate', 'sh', '-f'], dialect: 'posix' },
  { name: 'fish', command: ['fish', '--no-config'], dialect: 'fish' },
]

const isHere = ({ command: [program] }: Shell) => !isMissing(program)

/** Every shell that a plan is for and that is here. */
export const SHELLS = ALL.filter(isHere)

/** Those that are not here. */
export const ABSENT = ALL.filter((shell) => !isHere(shell))

/** A literal piece of a value. */
export const text = (value: string): Piece => ({ kind: 'text', text: value })
/** The value of another variable. */
export const inherited = (name: string): Piece => ({ kind: 'inherited', name })
/** The value of another variable, or this text where it is unset or empty. */
export const either = (name: string, fallback: string): Piece => ({
  kind: 'inherited',
  name,
  fallback,
})
/** Sets a variable. */
export const set = (name: string, ...value: Template): Op => ({
  kind: 'set',
  name,
  value,
  from: 'f:1',
})
/** Puts entries in front of a list. */
export const prepend = (name: string, ...entries: Template[]): Op => ({
  kind: 'prepend',
  name,
  entries,
  from: 'f:1',
})
/** Sets a variable where it is absent. */
export const restore = (name: string, value: string): Op => ({
  kind: 'restore',
  name,
  value,
  from: 'f:1',
})
/** Takes a variable away. */
export const unset = (name: string): Op => ({ kind: 'unset', name, from: 'f:1' })

/** A plan as it is stored, with these changes. */
export function compiled(ops: readonly Op[], changes: Partial<CompiledPlan> = {}): CompiledPlan {
  return {
    root: '/p',
    state: 'fresh',
    digest: '0123456789abcdef',
    login: 'suppress',
    onError: 'last-good',
    problem: '',
    plan: { ops, ignored: [], provenance: [] },
    watched: [{ kind: 'absent', file: '/p/x' }],
    allowed: '',
    ...changes,
  }
}

/**
 * Sources a plan in a real shell, as the hot path does, and reads the environment that a program then gets. A plan that is plain
 * is asked in both ways, for all at once and for one change after another: they must come to the same.
 */
export function apply(
  shell: Shell,
  plan: CompiledPlan,
  env: Readonly<Record<string, string>> = {},
) {
  const file = join(makeFolder(), 'plan')
  if (shell.dialect === 'fish') {
    writeFileSync(file, fish.renderPlan(plan))
    return run(shell, `source ${SHELLS_FOLDER}/hook.fish; env -0`, {
      ...env,
      CODEX_ENV_SHIM_PLAN: file,
    })
  }
  const text = posix.renderPlan(plan, SHELLS_FOLDER)
  writeFileSync(file, text)
  const ask = (question: string) =>
    run(
      shell,
      `__codex_env_purpose=${question} __codex_env_dir=/p; . ${file}; [ $? = 3 ] || exit; unset __codex_env_purpose; env -0`,
      env,
    )
  const careful = ask('apply')
  if (text.includes('\nset -a\n')) expect(ask('')).toEqual(careful)
  return careful
}

function run({ command }: Shell, script: string, env: Readonly<Record<string, string>>) {
  const [file, ...args] = command
  // fish re-encodes what it inherits, unless it is told that this is UTF-8.
  const base = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' }
  const output = execFileSync(file, [...args, '-c', script], {
    env: { ...base, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = output.toString('utf8').split('\0').slice(0, -1)
  return Object.fromEntries(
    lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  )
}

/** The variables V0, V1 … of an environment, in order. */
export function readValues(env: Readonly<Record<string, string>>, count: number) {
  return Array.from({ length: count }, (_, index) => env[`V${index}`])
}
