/** The name of the program, of its directories and of its messages. */
export const PROGRAM = 'codex-env-shim'

/** Where a project declares its environment, relative to the project's root. */
export const DECLARATION = '.codex/env.ini'

/** Inside a plan's folder: one file per dialect, what `env --explain` and `status` read, and what providers answered. */
export const PLAN_FILES = {
  posix: 'posix.sh',
  fish: 'plan.fish',
  json: 'plan.json',
  answers: 'providers.json',
} as const

/** The folder that holds one project's plan; it follows the project's own path below `plans/`. */
export const PLAN_FOLDER = '@plan'

/** The version of the plan's text format. */
export const PLAN_FORMAT = 4

/** The plans' folder in the cache, one for each format: a shell never meets a plan of another version. */
export const PLANS = `plans-${PLAN_FORMAT}`

/** Variables of ours. The first two are read by the hot path; the rest carry what ours displaced. */
export const VARIABLES = {
  /** `off` passes every command through unchanged. */
  switch: 'CODEX_ENV_SHIM',
  /** The BASH_ENV the user had before ours took its place. */
  userBashEnv: 'CODEX_ENV_SHIM_BASH_ENV',
  /** Chooses an overlay by its name, for a command and what it starts. */
  overlay: 'CODEX_ENV_SHIM_OVERLAY',
  /** The SHLVL that the command's own shell has, `-1` behind it where one of them is ours to take back. */
  level: 'CODEX_ENV_SHIM_LEVEL',
  /** The ZDOTDIR the user had before ours took its place. */
  userZdotdir: 'CODEX_ENV_SHIM_ZDOTDIR',
} as const

/** The user's own settings, inside the configuration directory. */
export const SETTINGS = 'config.ini'

/** Inside the state directory, and inside a spool: the audit log, and the folder of the whole texts of long commands. */
export const AUDIT = { log: 'audit.jsonl', commands: 'commands' } as const

/** Inside the state directory: what the collector and the shells (shells/record/listen.sh) tell each other by. */
export const COLLECTOR = {
  fifo: 'collect.fifo',
  /** Until when, in seconds since 1970, the collector is sure to listen. */
  lease: 'collect.lease',
  /** A spool of what was in the FIFO when its collector died (src/audit/ship/collect/guard.bash). */
  rest: 'collect.rest',
} as const
