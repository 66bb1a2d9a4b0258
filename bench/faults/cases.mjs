import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  clearLog,
  declare,
  installOptions,
  listRoutes,
  makeUser,
  readLog,
  runText,
} from './world.mjs'

const random = (most) => Math.floor(Math.random() * most)

/** A command that is told apart by its number, of so many bytes. */
const makeText = (number, bytes = 0) => `: marked ${number} . ${'x'.repeat(bytes)}`
const MARK = /: marked \d+ \./

/**
 * Each does something to a user's program and counts what came of it. Lines may be lost where another program says that it loses some.
 * @type {readonly { readonly title: string, readonly count: number, readonly run: (user: object, count: number) => Promise<object>,
 *   readonly mayLoseLines?: boolean }[]}
 */
export const CASES = [
  {
    title: 'writers at once, 20 commands each, of 1 byte to 120 kB, four routes',
    count: 300,
    run: writeAtOnce,
  },
  { title: 'commands killed (`kill -9`) at any instant', count: 500, run: killCommands },
  {
    title: '`allow` killed at any instant, a command after each',
    count: 150,
    run: killVerb(['allow']),
  },
  {
    title: '`log --rotate` killed at any instant, a command after each',
    count: 150,
    run: killVerb(['log', '--rotate']),
  },
  {
    title: 'collectors killed at any instant, a command after each',
    count: 150,
    run: killVerb(['log', '--collect']),
  },
  {
    title: 'installations over an installed one killed at any instant, a command after each',
    count: 50,
    run: killInstall,
  },
  {
    title: 'uninstallations killed at any instant, then installed again and a command after each',
    count: 50,
    run: killUninstall,
  },
  { title: 'commands while the program is installed again', count: 400, run: upgrade },
  {
    title: 'commands of two installations side by side, one log, one installed again meanwhile',
    count: 400,
    run: runTwo,
  },
  {
    title: 'commands while logrotate copies and truncates the log',
    count: 1000,
    run: copyTruncate,
  },
  { title: 'commands while 20,000 projects are allowed', count: 200, run: withProjects },
  { title: 'commands with a plan of 5,000 variables', count: 100, run: withPlan },
  { title: 'commands with an environment of 2 MB', count: 100, run: withEnvironment },
]

/** Runs texts some at a time and counts what came of each; `lines` are missing of those that ran. */
async function runAll(user, count, make, atOnce = 8) {
  const ends = new Map()
  let next = 0
  const work = async () => {
    while (next < count) {
      const number = next++
      ends.set(number, await make(number))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return judge(user, ends)
}

function judge(user, ends) {
  const { found, torn } = readLog(user, MARK)
  const all = [...ends]
  const of = (kind) => all.filter(([, end]) => end === kind).length
  const lost = all.filter(([number, end]) => end === 'ran' && !found.has(`: marked ${number} .`))
  return { lost: of('lost'), lines: lost.length, torn, refused: of('refused'), hangs: of('hang') }
}

async function writeAtOnce(user, count) {
  const routes = listRoutes(user)
  return runAll(
    user,
    count * 20,
    (number) => {
      const bytes = number % 20 === 0 ? 120_000 : 1 + random(4000)
      return runText(user, makeText(number, bytes), routes[number % routes.length])
    },
    count,
  )
}

async function killCommands(user, count) {
  const routes = listRoutes(user)
  const onStart = (child) => setTimeout(() => child.kill('SIGKILL'), random(60))
  return runAll(user, count, (number) =>
    runText(user, makeText(number, random(8000)), routes[number % routes.length], { onStart }),
  )
}

/** Kills what is started at a random instant, and then runs a command: it must run, and be recorded. */
async function killEach(user, count, start) {
  const [route] = listRoutes(user)
  const ends = new Map()
  for (let number = 0; number < count; number++) {
    const child = start(number)
    const ended = new Promise((resolve) => child.on('close', resolve))
    await sleep(random(number % 2 ? 200 : 1500))
    child.kill('SIGKILL')
    await ended
    ends.set(number, await runText(user, makeText(number), route))
  }
  return judge(user, ends)
}

function killVerb(words) {
  return (user, count) =>
    killEach(user, count, () =>
      spawn(user.prefix, words, { cwd: user.project, env: user.env, stdio: 'ignore' }),
    )
}

async function killInstall(user, count) {
  const counts = await killEach(user, count, () => spawn('./install.sh', installOptions(user)))
  spawnSync('./install.sh', installOptions(user))
  return counts
}

/** Removes the program and is killed: what is left is no obstacle to the next installation. */
async function killUninstall(user, count) {
  const [route] = listRoutes(user)
  const ends = new Map()
  for (let number = 0; number < count; number++) {
    const argv = ['setup', '--uninstall']
    const child = spawn(user.prefix, argv, { cwd: user.project, env: user.env, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('close', resolve))
    await sleep(random(number % 2 ? 200 : 1500))
    child.kill('SIGKILL')
    await ended
    spawnSync('./install.sh', installOptions(user))
    declare(user, 20)
    ends.set(number, await runText(user, makeText(number), route))
  }
  return judge(user, ends)
}

async function upgrade(user, count) {
  const [route] = listRoutes(user)
  const install = spawn('./install.sh', installOptions(user))
  const counts = await runAll(user, count, (number) => runText(user, makeText(number), route), 2)
  if (install.exitCode === null) await new Promise((resolve) => install.on('close', resolve))
  return counts
}

/** Two programs in two folders share the user's state and plans; the second one is installed again while both are used. */
async function runTwo(user, count) {
  const data = join(user.home, 'other-data')
  const other = { ...user, shells: join(data, 'codex-env-shim/shells') }
  const options = installOptions(user)
  const env = { ...options.env, XDG_DATA_HOME: data }
  spawnSync('./install.sh', { ...options, env })
  const [route] = listRoutes(user)
  const [otherRoute] = listRoutes(other)
  const install = spawn('./install.sh', { ...options, env })
  const counts = await runAll(
    user,
    count,
    (number) => runText(user, makeText(number), number % 2 ? route : otherRoute),
    2,
  )
  if (install.exitCode === null) await new Promise((resolve) => install.on('close', resolve))
  return counts
}

/** What is written between copy and truncation is lost by logrotate, which says so in its manual. */
async function copyTruncate(user, count) {
  const [route] = listRoutes(user)
  const [file, state] = ['logrotate.conf', 'logrotate.state'].map((name) => join(user.home, name))
  writeFileSync(file, `${user.log} {\n  rotate 100\n  copytruncate\n  missingok\n}\n`)
  let isDone = false
  const rotate = async () => {
    while (!isDone) {
      spawnSync('logrotate', ['-f', '-s', state, file], { env: user.env })
      await sleep(500)
    }
  }
  const rotating = rotate()
  const counts = await runAll(user, count, (number) => runText(user, makeText(number), route), 4)
  isDone = true
  await rotating
  return counts
}

/** The plans of so many other projects lie beside that of ours. */
async function withProjects(user, count) {
  const own = join(user.home, '.cache/codex-env-shim/plans-4', user.project)
  const folder = join(own, '@plan')
  for (let at = 0; at < 20_000; at++) {
    const other = join(dirname(own), `other-${at}`, '@plan')
    mkdirSync(other, { recursive: true, mode: 0o700 })
    for (const name of ['posix.sh', 'plan.json']) {
      const text = readFileSync(join(folder, name), 'utf8')
      writeFileSync(
        join(other, name),
        text.replaceAll(user.project, join(user.home, `other-${at}`)),
      )
    }
  }
  const [route] = listRoutes(user)
  return runAll(user, count, (number) => runText(user, makeText(number), route), 2)
}

async function withPlan(user, count) {
  declare(user, 5000)
  const [route] = listRoutes(user)
  const counts = await runAll(user, count, (number) => runText(user, makeText(number), route), 2)
  declare(user, 20)
  return counts
}

async function withEnvironment(user, count) {
  const routes = listRoutes(user)
  const more = Array.from({ length: 20 }, (_, at) => [`LARGE${at}`, 'x'.repeat(100_000)])
  return runAll(
    user,
    count,
    (number) =>
      runText(user, makeText(number), routes[number % routes.length], {
        env: Object.fromEntries(more),
      }),
    2,
  )
}

/** Runs a case with a fresh user. */
export async function runCase({ run, count }, part) {
  const user = makeUser()
  try {
    clearLog(user)
    const size = Math.max(1, Math.round(count * part))
    return { size, ...(await run(user, size)) }
  } finally {
    user.remove()
  }
}
