import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm pack` puts into the package, unpacked: to install it builds nothing, and leaves this repository alone. */
const RELEASE = process.argv[3] ?? packRelease()

/** A command that has not ended by then hangs. */
const PATIENCE_MS = 60_000

/** A user with the program installed and one project that is allowed, in a folder of their own. */
export function makeUser() {
  const home = mkdtempSync(join(tmpdir(), 'codex-env-shim-faults-'))
  const path = `${join(home, '.local/bin')}:${dirname(process.execPath)}:/usr/bin:/bin`
  const env = { HOME: home, PATH: path, LANG: 'C.UTF-8', SHLVL: '1', TMPDIR: home }
  const data = join(home, '.local/share/codex-env-shim')
  const user = {
    home,
    env,
    project: join(home, 'project'),
    log: join(home, '.local/state/codex-env-shim/audit.jsonl'),
    prefix: join(home, '.local/bin/codex-env-shim'),
    shells: join(data, 'shells'),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
  const { status, stderr } = spawnSync('./install.sh', installOptions(user))
  if (status !== 0) throw new Error(`./install.sh failed: ${stderr}`)
  declare(user, 20)
  return user
}

/** How install.sh is started for this user. */
export function installOptions({ env }) {
  return { cwd: RELEASE, env, stdio: 'ignore' }
}

/** Declares so many variables in the user's project, and allows them. */
export function declare(user, variables) {
  mkdirSync(join(user.project, '.codex'), { recursive: true })
  const more = Array.from({ length: variables }, (_, at) => `V${at} = ${at}\n`).join('')
  writeFileSync(join(user.project, '.codex/env.ini'), `[env]\nVALUE = good\n${more}`)
  spawnSync(user.prefix, ['allow', user.project], { env: user.env, stdio: 'ignore' })
}

/** The ways in which a command comes to run, each as the words before `-c` and what is added to the environment. */
export function listRoutes({ shells, prefix }) {
  return [
    [['/bin/bash'], { BASH_ENV: join(shells, 'hook.bash') }],
    [[join(shells, 'bash')], {}],
    [[join(shells, 'sh')], {}],
    [[prefix, '--', '/bin/sh'], {}],
  ]
}

/** Runs a shell's text by a route; answers whether it ran in its environment, was refused, or hung; `onStart` is given the process. */
export function runText(user, text, [words, more], { onStart, env = {} } = {}) {
  const [program, ...args] = [...words, '-c', `${text}\nprintf %s "$VALUE"`]
  const child = spawn(program, args, {
    cwd: user.project,
    env: { ...user.env, ...more, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onStart?.(child)
  let said = ''
  child.stdout.on('data', (data) => (said += data))
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve('hang')
    }, PATIENCE_MS)
    child.on('error', () => resolve('lost'))
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      if (signal) resolve('killed')
      else if (status === 125) resolve('refused')
      else resolve(said.endsWith('good') ? 'ran' : 'lost')
    })
  })
}

/** The commands in the log, rotated ones too, by a text that each of them has; and how much of it cannot be read. */
export function readLog(user, pattern) {
  const { stdout } = spawnSync(user.prefix, ['log', '-n', 'all', '--json'], {
    env: user.env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const lines = stdout.trimEnd().split('\n').filter(Boolean)
  const found = lines.flatMap((line) => pattern.exec(line)?.[0] ?? [])
  return {
    found: new Set(found),
    torn: lines.filter((line) => line.startsWith('{"unreadable"')).length,
    gaps: lines.filter((line) => line.includes('"gap":')).length,
  }
}

/** Truncates the log, as one would begin anew. */
export function clearLog({ log }) {
  readFileSync(log)
  writeFileSync(log, '', { mode: 0o600 })
}

function packRelease() {
  const folder = mkdtempSync(join(tmpdir(), 'codex-env-shim-release-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const pack = ['pack', '--silent', '--pack-destination', folder]
  const said = execFileSync('npm', pack, { cwd: REPOSITORY, encoding: 'utf8' })
  const tarball = said.trim().split('\n').at(-1) ?? ''
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder])
  return join(folder, 'package')
}
