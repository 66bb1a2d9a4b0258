import { existsSync, readFileSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ShimError } from '../system/errors.js'
import { VARIABLES } from '../system/names.js'
import { readClock, type World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'
import { parseEnvironment } from './environment.js'
import { openPty, type Pty } from './pty.js'
import type { Environment } from './selection.js'
import { makeScratch } from './store.js'
import { findSuccessor, type Start } from './successor.js'

/** The shell that the user logs in with. */
export function findLoginShell(world: World): string {
  return world.env['SHELL'] || userInfo().shell || '/bin/sh'
}

/**
 * The environment of the user's interactive login shell: started on a terminal of its own as at a login, it runs our dump
 * program after its startup files. Nothing is typed, so a startup file that asks something waits until the time is over.
 */
export async function readLoginShell(world: World, limit: number): Promise<Environment> {
  const shell = findLoginShell(world)
  const file = makeScratch(world, 'environment')
  const dump = [process.execPath, fileURLToPath(new URL('./dump.js', import.meta.url)), file]
  const command = dump.map((word) => `'${word}'`).join(' ')
  const ends = readClock().getTime() + limit * 1000
  try {
    let start: Start | undefined = { program: shell, flags: ['-l', '-i'], env: chooseLogin(world) }
    while (start) start = await runShell(world, start, { command, file, ends, limit })
    return parseEnvironment(readFileSync(file))
  } finally {
    for (const left of [file, `${file}.part`]) rmSync(left, { force: true })
  }
}

type Task = {
  readonly command: string
  readonly file: string
  readonly ends: number
  readonly limit: number
}

/** Runs one shell until the file is there; answers the shell that it has become, where a startup file has exec'ed another. */
async function runShell(world: World, start: Start, task: Task): Promise<Start | undefined> {
  const { program, flags, env } = start
  const pty = await openPty([program, ...flags, '-c', task.command], { cwd: world.cwd, env })
  let said = ''
  let status: number | undefined
  const ended = new Promise<void>((resolve) => {
    pty.onExit(({ exitCode }) => {
      status = exitCode
      resolve()
    })
  })
  pty.onData((data) => {
    said = (said + data).slice(-2000)
  })
  try {
    for (;;) {
      const isOver = status !== undefined
      if (existsSync(task.file)) return undefined
      if (isOver) fail(`${program} ended with status ${status} before it was ready`, said)
      const successor = findSuccessor(pty.pid, program)
      if (successor) return successor
      if (readClock().getTime() > task.ends) {
        fail(`${program} was not ready after ${task.limit} seconds`, said)
      }
      await sleep(20)
    }
  } finally {
    await endShell(pty, ended)
  }
}

/** As when a terminal's window is closed: shells pass the signal on to what they have started. */
async function endShell(pty: Pty, ended: Promise<void>): Promise<void> {
  signalGroup(pty, 'SIGHUP')
  await Promise.race([ended, sleep(200)])
  signalGroup(pty, 'SIGKILL')
  pty.destroy()
}

function signalGroup({ pid }: Pty, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** What a login has before the first startup file; no variable that tells a startup file that it has already run. */
function chooseLogin(world: World): Readonly<Record<string, string>> {
  const { username } = userInfo()
  const names = Object.keys(world.env).filter((name) =>
    /^(?:LANG|LC_\w+|TMPDIR|DISPLAY|WAYLAND_DISPLAY|SSH_AUTH_SOCK|XDG_\w+)$/.test(name),
  )
  const kept = names.map((name) => [name, world.env[name] ?? ''])
  return {
    ...Object.fromEntries(kept),
    HOME: world.home,
    USER: username,
    LOGNAME: username,
    SHELL: findLoginShell(world),
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    TERM: 'xterm-256color',
    [VARIABLES.switch]: 'off',
  }
}

function fail(what: string, said: string): never {
  // Without what colours it and moves the cursor (ECMA-48, 5.4).
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  const text = said.replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '').trim()
  const last = foldLines(text.split(/\r?\n/).at(-1) ?? '').slice(-200)
  const hint = last === '' ? '' : `it last printed: ${last}\n  `
  throw new ShimError('not-ready', what, {
    remedy: `${hint}the last good capture stays; look what the startup files wait for`,
  })
}
