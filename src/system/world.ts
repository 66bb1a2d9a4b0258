import { fstatSync, statSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { escapeControls } from '../text/fold-lines.js'
import { PROGRAM } from './names.js'
import { findProgramFolder } from './program-folder.js'

/** The directories this installation uses, absolute; the shells have the same ones baked in. */
export type Places = {
  /** Where the program is installed: `shells/`, `dist/`. */
  readonly data: string
  /** The user's own settings. */
  readonly config: string
  /** What must survive: audit log, trust. */
  readonly state: string
  /** What can be made again: plans. */
  readonly cache: string
}

/** Everything the control plane knows of the outside, read once and passed down. */
export type World = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly places: Places
  readonly uid: number
  /** The machine's name, as `uname -n` has it. */
  readonly host: string
  /** The time this process began to work. */
  readonly now: Date
  readonly stdoutIsTerminal: boolean
  /** Says what is going on to a person who waits, each time in place of the last; '' takes it back. */
  readonly tell: (progress: string) => void
  /** A person who waits for the result; absent on a command's way. */
  readonly watcher?: Watcher
}

/** Where a person is told of what takes long, and with `verbose` of every program that is started. */
export type Watcher = {
  readonly verbose: boolean
  readonly write: (text: string) => void
  /** How long it may take. */
  readonly patienceMs: number
}

/** Reads the outside world: the only reader of environment, working directory and clock. */
export function readWorld(): World {
  const env = process.env
  const home = env['HOME'] || homedir()
  return {
    env,
    cwd: readCwd(),
    home,
    places: readPlaces(env, home),
    uid: process.getuid?.() ?? -1,
    host: hostname(),
    now: readClock(),
    stdoutIsTerminal: isTerminal(),
    tell: (progress) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${escapeControls(progress)}`)
    },
  }
}

/** Node is asked only where it can be one: to make a stream of a descriptor takes it longer than most verbs do. */
function isTerminal(): boolean {
  try {
    const out = fstatSync(1)
    const canBe = out.isCharacterDevice() && out.rdev !== statSync('/dev/null').rdev
    return canBe && process.stdout.isTTY === true
  } catch {
    return false
  }
}

/** The time now, for what takes long enough that the time of `World` is no longer it. */
export function readClock(): Date {
  return new Date()
}

/** A cwd that was deleted is no reason to fail: nothing is declared there. */
function readCwd(): string {
  try {
    return process.cwd()
  } catch {
    return '/'
  }
}

/** bin/codex-env-shim passes the directories that were baked in when it was installed. */
function readPlaces(env: World['env'], home: string): Places {
  const xdg = (name: string, fallback: string) => join(env[name] || join(home, fallback), PROGRAM)
  return {
    data: env['CODEX_ENV_SHIM_DATA'] ?? findProgramFolder(),
    config: env['CODEX_ENV_SHIM_CONFIG'] ?? xdg('XDG_CONFIG_HOME', '.config'),
    state: env['CODEX_ENV_SHIM_STATE'] ?? xdg('XDG_STATE_HOME', '.local/state'),
    cache: env['CODEX_ENV_SHIM_CACHE'] ?? xdg('XDG_CACHE_HOME', '.cache'),
  }
}

/** The same directories as a process of ours is told them: what `readPlaces` reads. */
export function renderPlaces({ data, config, state, cache }: Places) {
  return {
    CODEX_ENV_SHIM_DATA: data,
    CODEX_ENV_SHIM_CONFIG: config,
    CODEX_ENV_SHIM_STATE: state,
    CODEX_ENV_SHIM_CACHE: cache,
  }
}
