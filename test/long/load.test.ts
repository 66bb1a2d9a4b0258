import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { PLAN_FILES, PLAN_FOLDER, PLANS } from '../../src/system/names.js'
import { logLine } from '../audit/log-line.js'
import { ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)

const WRITERS = 200
const COMMANDS = 100

/** Each shell starts so many others, which are the commands, of lengths from a few bytes to twice a line. */
const WRITE = `
printf -v pad '%9000s' ''; pad=\${pad// /x}
i=0
while ((i++ < ${COMMANDS})); do
  BASH_ENV=$HOOK /bin/bash -c ": writer $0 command $i \${pad:0:$((i * 89))}" || echo "writer $0 command $i: $?"
done`

test('two hundred shells at once with a hundred commands each leave twenty thousand whole lines', async () => {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = 1\n').allow().build()
  const HOOK = ROUTES.hookBash.env(box.product)['BASH_ENV'] ?? ''
  const begun = performance.now()
  const ended = await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => {
      const argv = ['-c', WRITE, String(writer)]
      const stdio = ['ignore', 'pipe', 'pipe'] as const
      const child = spawn('/bin/bash', argv, {
        cwd: box.project,
        env: { ...box.env, SHLVL: '2', HOOK },
        stdio: [...stdio],
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data))
      return new Promise<string>((resolve) =>
        child.on('close', (code) => resolve(`${code}${said}`)),
      )
    }),
  )
  const took = seconds(begun)
  expect(ended.filter((end) => end !== '0')).toEqual([])
  const lines = box.audit().filter(({ command }) => /^: writer/.test(String(command)))
  const seen = new Set(
    lines.map(({ command }) => /writer \d+ command \d+/.exec(String(command))?.[0]),
  )
  expect(lines).toHaveLength(WRITERS * COMMANDS)
  expect(seen.size).toBe(WRITERS * COMMANDS)
  expect(lines.every(({ state }) => state === 'fresh')).toBe(true)
  for (const line of lines) {
    const number = Number(/command (\d+)/.exec(String(line['command']))?.[1])
    const file = line['command_file']
    const text = file
      ? readFileSync(join(box.product.state, 'commands', String(file)), 'utf8')
      : String(line['command'])
    if (!text.endsWith(`${number} ${'x'.repeat(number * 89)}`)) throw new Error(text.slice(0, 99))
  }
  console.log(`${lines.length} lines of ${WRITERS} shells at once in ${took} s, none torn or lost`)
})

const HONEST = { writers: 300, commands: 20 }

/** Each writer's commands go by the routes in turn, of 1 byte to 200 kB: beyond what one argument holds, in a second one. */
const WRITE_HONESTLY = `
printf -v pad '%120000s' ''; pad=\${pad// /x}
sizes=(0 1 9 90 400 900 999 1001 2000 3900 4096 5000 9000 12000 20000 30000 50000 64000 90000 120000)
i=0
while ((i++ < ${HONEST.commands})); do
  text=": writer $0 command $i \${pad:0:\${sizes[i - 1]}}" more=
  if ((i == 1)); then text=:; fi
  if ((i == 20)); then more=\${pad:0:80000}; fi
  case $((($0 + i) % 6)) in
    0 | 1) BASH_ENV=$HOOK /bin/bash -c "$text" name "$more" ;;
    2) "$SHELLS/bash" -c "$text" name "$more" ;;
    3) "$SHELLS/sh" -c "$text" name "$more" ;;
    4) "$PREFIX" -- /bin/sh -c "$text" name "$more" ;;
    5) ZDOTDIR=$SHELLS/zdotdir /bin/zsh -c "$text" name "$more" ;;
  esac || echo "writer $0 command $i: $?"
done`

test('three hundred writers by every route leave a log in which --verify finds nothing wrong', async () => {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = 1\n').allow().build()
  const { product } = box
  const env = {
    ...box.env,
    HOOK: ROUTES.hookBash.env(product)['BASH_ENV'],
    SHELLS: product.shells,
    PREFIX: product.bin,
  }
  const before = box.audit().length
  const ended = await Promise.all(
    Array.from({ length: HONEST.writers }, async (_, writer) => {
      const argv = ['/bin/bash', '-c', WRITE_HONESTLY, String(writer)]
      const { stdout, stderr, status } = await runLong(box, argv, env)
      return `${status}${stdout}${stderr}`
    }),
  )
  expect(ended.filter((end) => end !== '0')).toEqual([])
  expect(box.audit()).toHaveLength(before + HONEST.writers * HONEST.commands)
  const { stdout } = await runLong(box, [product.bin, 'log', '--verify'])
  console.log(`log --verify: ${stdout}`)
  expect(stdout).toMatch(/^\d+ lines, nothing wrong\n$/)

  const lines = readFileSync(product.log, 'utf8').split('\n')
  writeFileSync(product.log, lines.toSpliced(lines.length >> 1, 1).join('\n'))
  expect(await runLong(box, [product.bin, 'log', '--verify'])).toMatchObject({
    stdout: expect.stringContaining('  changed  lines 1 to '),
    status: 1,
  })
})

const PROJECTS = 10_000

test('ten thousand projects with a plan each: commands, status and doctor do as with one', async () => {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').allow().build()
  const plans = join(box.product.cache, PLANS, box.dir)
  const own = join(plans, 'project', PLAN_FOLDER)
  for (let at = 0; at < PROJECTS; at++) {
    const folder = join(plans, `other-${at}`, PLAN_FOLDER)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of [PLAN_FILES.posix, PLAN_FILES.json]) {
      const text = readFileSync(join(own, name), 'utf8')
      writeFileSync(join(folder, name), text.replaceAll(box.project, join(box.dir, `other-${at}`)))
    }
  }
  const took: string[] = []
  const timed = async (name: string, work: () => ReturnType<Box['run']>) => {
    const begun = performance.now()
    const result = await work()
    took.push(`${name} ${seconds(begun)} s`)
    return result
  }
  const show = () => box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE'])
  expect(await timed('a command', show)).toMatchObject({ stdout: 'good\n', stderr: '', status: 0 })
  expect(await timed('status', () => box.control('status'))).toMatchObject({ status: 0 })
  const doctor = await timed('doctor', () => box.control('doctor', '--json'))
  expect(doctor.stderr).toBe('')
  expect(JSON.parse(doctor.stdout)).toBeTruthy()
  expect(await timed('allow', () => box.control('allow'))).toMatchObject({ status: 0 })
  expect(await show()).toMatchObject({ stdout: 'good\n', stderr: '', status: 0 })
  console.log(`with ${PROJECTS} plans stored: ${took.join(', ')}`)
})

const GIGABYTES = 2
const MEGABYTE = 2 ** 20

/** As long in every line, so that it can be put in place: the microseconds, and the process. */
const TIME = '2026-01-02T03:04:05.678901Z'
const PID = 1_000_000

/** A log of so many bytes, of lines as they are written, no two of them alike, in blocks of a megabyte. */
function writeLargeLog(log: string): number {
  const line = logLine({ time: TIME, pid: PID, command: `make ${'x'.repeat(600)}` })
  const count = Math.floor(MEGABYTE / line.length)
  const block = Buffer.from(line.repeat(count))
  const [time, pid] = [line.indexOf(TIME), line.indexOf(String(PID))]
  const fd = openSync(log, 'w', 0o600)
  let lines = 0
  for (let size = 0; size < GIGABYTES * 2 ** 30; size += block.length) {
    for (let at = 0; at < count; at++, lines++) {
      const when = new Date(Date.parse(TIME) + lines).toISOString().replace('Z', '000Z')
      block.write(when, at * line.length + time)
      block.write(String(PID + lines), at * line.length + pid)
    }
    writeSync(fd, block)
  }
  closeSync(fd)
  return lines
}

/** Runs a verb; answers what it printed and the most memory that it had, in megabytes. */
async function runMeasured(box: Box, ...verb: readonly string[]) {
  const begun = performance.now()
  const argv = [
    '/usr/bin/env',
    'python3',
    '-c',
    PEAK,
    join(box.dir, 'peak'),
    box.product.bin,
    ...verb,
  ]
  const result = await runLong(box, argv)
  const megabytes = Number(readFileSync(join(box.dir, 'peak'), 'utf8')) / 1024
  console.log(`${verb.join(' ')}: ${seconds(begun)} s, at most ${megabytes.toFixed(0)} MB`)
  return { ...result, megabytes }
}

/** Runs its arguments and writes down the most memory that they had, in KiB. */
const PEAK = `
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
open(sys.argv[1], 'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)`

/** Without the limit of a run: reading two gigabytes takes its time. */
function runLong(
  box: Box,
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv = box.env,
) {
  const child = spawn(program, args, { cwd: box.project, env, stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data) => (stdout += data))
  child.stderr.on('data', (data) => (stderr += data))
  return new Promise<{ stdout: string; stderr: string; status: number | null }>((resolve) =>
    child.on('close', (status) => resolve({ stdout, stderr, status })),
  )
}

test('a log of two gigabytes is read in as much memory as a small one', async () => {
  const box = await sandbox(ownProduct()).build()
  const lines = writeLargeLog(box.product.log)
  const { size } = statSync(box.product.log)
  console.log(`a log of ${lines} lines, ${(size / 2 ** 30).toFixed(1)} GB`)

  const last = await runMeasured(box, 'log', '-n', '5', '--json')
  expect(last.stdout.trimEnd().split('\n')).toHaveLength(5)
  expect(last.megabytes).toBeLessThan(200)

  const whole = await runMeasured(box, 'log', '--verify')
  const { stdout, stderr, status } = whole
  const said = `${lines} lines, nothing wrong\n`
  expect({ stdout, stderr, status }).toEqual({ stdout: said, stderr: '', status: 0 })
  expect(whole.megabytes).toBeLessThan(300)

  const follow = spawn(box.product.bin, ['log', '-f', '-n', '1', '--json'], {
    cwd: box.project,
    env: box.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const shown: string[] = []
  for await (const line of createInterface({ input: follow.stdout })) {
    shown.push(line)
    if (shown.length === 1) await box.shell(ROUTES.hookBash, ['-c', ': followed'])
    if (shown.length === 2) break
  }
  follow.kill()
  expect(shown[1]).toContain(': followed')
  rmSync(box.product.log)
})
