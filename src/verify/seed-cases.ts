import { join } from 'node:path'
import type { Environment } from '../variables/environment.js'
import type { Setting } from './conversation.js'

/** Where a case is played: a home and a project of its own. */
export type Stage = { readonly home: string; readonly project: string }

/** A known way to lose the environment, played without the shim and with it. */
export type SeedCase = {
  readonly id: string
  readonly title: string
  /** What the user's terminal has, as far as the case is about it. */
  readonly terminal: (stage: Stage) => Environment
  /** What the agent's process has, where that is not what the terminal has. */
  readonly agent?: Environment
  /** Further files below the home directory, by name. */
  readonly profiles?: (stage: Stage) => Readonly<Record<string, string>>
  /** Executable files of the project, by name. */
  readonly programs?: Readonly<Record<string, string>>
  /** What the project declares, and what the shim does about it in words. */
  readonly declaration: string
  readonly remedy: string
  /** The commands of the conversation; the last one prints what it is about between `<` and `>`. */
  readonly commands: readonly string[]
  readonly expected: (stage: Stage) => string
  readonly through: Setting['through']
  /** A SessionStart hook; with the shim it is given the command that publishes what it hands on. */
  readonly hooks?: (stage: Stage, sessionStart: string | undefined) => string
}

const show = (name: string) => `printf '<%s>' "\${${name}-}"`
const showProgram = 'printf \'<%s>\' "$(command -v shim-seed-tool)"'
const TOOL = '#!/bin/sh\necho project\n'
const LIBRARIES = '/opt/shim-seed/lib'

/** A profile that puts an environment of its own first, as `conda init` and `path_helper` do. */
function clobber({ home }: Stage): Readonly<Record<string, string>> {
  const text = `export PATH=${home}/base/bin:/usr/bin:/bin\n`
  const profiles = ['.profile', '.bash_profile', '.zprofile'].map((name) => [name, text])
  return { ...Object.fromEntries(profiles), 'base/bin/shim-seed-tool': TOOL }
}

const HOOK_OUTPUT = JSON.stringify({
  hookSpecificOutput: { hookEventName: 'SessionStart', env: { SHIM_SEED: 'from the hook' } },
})

/** What the hook leaves in the project, so that it is known to have run. */
export const HOOK_RAN = 'hook-ran'

/** Every case; the ids are those of the reports they come from: openai/codex#8945 and discussion #26901, part 2. */
export const SEED_CASES: readonly SeedCase[] = [
  {
    id: 'ghost',
    title: 'LD_LIBRARY_PATH of the terminal is gone in commands',
    terminal: () => ({ LD_LIBRARY_PATH: LIBRARIES }),
    declaration: `[path]\nLD_LIBRARY_PATH[] = ${LIBRARIES}\n`,
    remedy: 'declared under [path]',
    commands: [show('LD_LIBRARY_PATH')],
    expected: () => LIBRARIES,
    through: 'exec',
  },
  {
    id: '2.1',
    title: 'a login profile puts its own programs before those of the terminal',
    terminal: ({ project }) => ({ PATH: `${join(project, 'venv/bin')}:/usr/bin:/bin` }),
    profiles: clobber,
    programs: { 'venv/bin/shim-seed-tool': TOOL },
    declaration: '[shell]\nlogin = suppress\n',
    remedy: 'profiles are suppressed, which is the default',
    commands: [showProgram],
    expected: ({ project }) => join(project, 'venv/bin/shim-seed-tool'),
    through: 'exec',
  },
  {
    id: '2.2',
    title: 'what one command exports is gone in the next',
    terminal: () => ({}),
    declaration: '[env]\nSHIM_SEED = exported\n',
    remedy: 'declared instead of exported',
    commands: ['export SHIM_SEED=exported', show('SHIM_SEED')],
    expected: () => 'exported',
    through: 'exec',
  },
  {
    id: '2.3',
    title: 'the directory is right and the environment of its project is not there',
    terminal: () => ({}),
    programs: { 'bin/shim-seed-tool': TOOL },
    declaration: '[path]\nPATH[] = ./bin\n',
    remedy: 'declared under [path]',
    commands: [showProgram],
    expected: ({ project }) => join(project, 'bin/shim-seed-tool'),
    through: 'exec',
  },
  {
    id: '2.4',
    title: 'a server that is used again has the environment of another terminal',
    terminal: () => ({ SHIM_SEED: 'terminal' }),
    agent: { SHIM_SEED: 'stale' },
    declaration: '[env]\nSHIM_SEED = terminal\n',
    remedy: 'what is declared counts, whatever the server was started with',
    commands: [show('SHIM_SEED')],
    expected: () => 'terminal',
    through: 'app-server',
  },
  {
    id: '2.5',
    title: 'a SessionStart hook has no way to give commands a variable',
    terminal: () => ({}),
    declaration: '',
    remedy: 'the hook hands it to `session-start` as an overlay; Codex rejects `env` in its output',
    commands: [show('SHIM_SEED')],
    expected: () => 'from the hook',
    through: 'exec',
    hooks: ({ project }, sessionStart) => {
      const ran = `: >'${join(project, HOOK_RAN)}'`
      if (!sessionStart) return `${ran}; printf '%s' '${HOOK_OUTPUT}'`
      return `${ran}; sed 's/}$/,"overlay":{"SHIM_SEED":"from the hook"}}/' | ${sessionStart}`
    },
  },
]
