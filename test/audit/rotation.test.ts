import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rotateLarge, rotateLog } from '../../src/audit/ship/rotate.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { findProgram, isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { ownProduct, readAudit, sandbox } from '../sandbox.js'
import { makeFolder, makeWorld, write } from '../world.js'
import { logLine, logLines, record } from './log-line.js'

const makeUser = () => makeWorld({ TMPDIR: makeFolder() })

const SETTINGS = { required: false, maxBytes: Infinity, keep: 3 }

/** The commands that `log` shows. */
async function commands(world: World, ...args: readonly string[]): Promise<readonly string[]> {
  const { stream } = await runProgram(world, ['log', '--json', ...args])
  let text = ''
  for await (const part of stream ?? []) text += part
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line).command ?? line] : []))
}

const filesOf = ({ places }: World) =>
  readdirSync(places.state)
    .filter((name) => name.startsWith('audit'))
    .sort()

test('a rotated log is read before the one that is written', async () => {
  const world = makeUser()
  for (const command of ['a', 'b', 'c', 'd']) {
    record(world, logLines(command))
    expect(await rotateLog(world, SETTINGS)).toBe(true)
  }
  record(world, logLines('e'))
  expect(filesOf(world)).toEqual([
    'audit.jsonl',
    'audit.jsonl.1',
    'audit.jsonl.2.gz',
    'audit.jsonl.3.gz',
  ])
  expect(await commands(world, '-n', 'all')).toEqual(['b', 'c', 'd', 'e'])
  for (const count of [1, 2, 3, 4, 20]) {
    expect(await commands(world, '-n', `${count}`)).toEqual(['b', 'c', 'd', 'e'].slice(-count))
  }
})

test('a rotated log keeps its bytes, its time and its mode', async () => {
  const world = makeUser()
  const log = record(world, logLines('first'))
  utimesSync(log, 1000, 1000)
  await rotateLog(world, SETTINGS)
  record(world, logLines('second'))
  await rotateLog(world, SETTINGS)
  const file = `${log}.2.gz`
  expect(gunzipSync(readFileSync(file)).toString()).toBe(logLines('first'))
  const { mtimeMs, mode } = statSync(file)
  expect({ mtimeMs, mode: mode & 0o777 }).toEqual({ mtimeMs: 1_000_000, mode: 0o600 })
  expect(statSync(log).mode & 0o777).toBe(0o600)
})

test('an empty log is not rotated', async () => {
  const world = makeUser()
  record(world, '')
  expect(await rotateLog(world, SETTINGS)).toBe(false)
  expect(filesOf(world)).toEqual(['audit.jsonl'])
})

test('a log is rotated when it is larger than the user wants it', async () => {
  const world = makeUser()
  record(world, logLines('a'))
  const size = logLines('a').length
  expect(await rotateLarge(world, { ...SETTINGS, maxBytes: size })).toBe(false)
  expect(await rotateLarge(world, { ...SETTINGS, maxBytes: size - 1 })).toBe(true)
})

test('`log` itself rotates as the settings say', async () => {
  const world = makeUser()
  write(join(world.places.config, 'config.ini'), '[audit]\nmax_size = 4k\nkeep = 1\n')
  for (const command of ['old', 'new']) {
    record(world, logLines(...Array.from({ length: 20 }, () => command)))
    await commands(world)
  }
  expect(filesOf(world)).toEqual(['audit.jsonl', 'audit.jsonl.1'])
  expect(new Set(await commands(world, '-n', 'all'))).toEqual(new Set(['new']))
})

test('settings that are broken do not keep anybody from the log', async () => {
  const world = makeUser()
  write(join(world.places.config, 'config.ini'), '[audit]\nmax_size = much\n')
  record(world, logLines('a'))
  expect(await commands(world)).toEqual(['a'])
  const { stderr } = await runProgram(world, ['log'])
  expect(stderr).toContain('config.ini:2: [audit] max_size: "much"')
})

test('the text of a long command goes with the log that has its line', async () => {
  const world = makeUser()
  const names = [
    '2026-01-01T000000.000000Z-2.txt',
    '2026-01-05T000000.000000Z-2.txt',
    'fifo-2026-01-06T000000.000000Z-2.txt',
  ]
  for (const name of names) write(join(world.places.state, 'commands', name), 'long')
  for (const time of ['2026-01-01', '2026-01-05', '2026-01-06']) {
    record(world, logLine({ time: `${time}T00:00:00.000000Z` }))
    await rotateLog(world, { ...SETTINGS, keep: 2 })
  }
  expect(readdirSync(join(world.places.state, 'commands')).sort()).toEqual(names.slice(1))
})

test('a rotated log that is torn is read as far as it goes, and says so', async () => {
  const world = makeUser()
  const log = record(world, logLines('last'))
  const bytes = gzipSync(
    logLines(...Array.from({ length: 5000 }, (_, at) => `c${(at * 7919) % 5003}`)),
  )
  write(`${log}.2.gz`, bytes.subarray(0, bytes.length - 100))
  write(`${log}.3.gz`, 'not compressed at all')
  const shown = await commands(world, '-n', 'all')
  expect(shown.filter((one) => one.includes('cannot be read further'))).toHaveLength(2)
  expect(shown.length).toBeGreaterThan(100)
  expect(shown.at(-1)).toBe('last')
})

test('what is not a rotated log is left alone', async () => {
  const world = makeUser()
  const log = record(world, logLines('own'))
  for (const name of ['.bak', '.1.gz.new', '.lock', '-old', '.1~', '.x.gz'])
    write(`${log}${name}`, logLines('foreign'))
  expect(await commands(world, '-n', 'all')).toEqual(['own'])
})

test('no command is lost while logs are rotated', { timeout: 120_000 }, async () => {
  const box = await sandbox(ownProduct()).declare('[env]\nA = 1\n').allow().build()
  write(join(box.product.config, 'config.ini'), '[audit]\nkeep = 100\n')
  await box.shell(ROUTES.hookBash, ['-c', ': compile'])
  const HOOK = ROUTES.hookBash.env(box.product)['BASH_ENV'] ?? ''
  const script = `for i in {1..200}; do BASH_ENV=$HOOK /bin/bash -c ": ${box.dir} $0 $i é"; done`
  const writers = ['a', 'b', 'c'].map((name) =>
    box.run(['/bin/bash', '--norc', '-c', script, name], { env: { HOOK } }),
  )
  for (let turn = 0; turn < 8; turn++) await box.control('log', '--rotate')
  for (const { status } of await Promise.all(writers)) expect(status).toBe(0)
  const { stdout } = await box.control('log', '-n', 'all', '--json')
  const lines = stdout.split('\n').filter((line) => line.includes(`: ${box.dir}`))
  expect(lines).toHaveLength(600)
  expect(new Set(lines.map((line) => JSON.parse(line).command)).size).toBe(600)
})

for (const [how, options] of [
  ['rename', 'create 0600'],
  ['copytruncate', 'copytruncate'],
  ['rename and compression', 'create 0600\ncompress'],
  ['dates', 'create 0600\ndateext\ndateformat -%Y%m%d-%s\ncompress\ndelaycompress'],
] as const) {
  test.skipIf(isMissing('logrotate'))(`logrotate's ${how} is followed`, async () => {
    const box = await sandbox(ownProduct()).build()
    const { log, state } = box.product
    truncateSync(log)
    const conf = box.write('logrotate.conf', `${log} {\nrotate 9\n${options}\n}\n`)
    for (const command of ['a', 'b', 'c']) {
      appendFileSync(log, logLines(command))
      logrotate(conf, join(box.dir, 'logrotate.state'))
      // A date counts seconds.
      if (how === 'dates') await new Promise((go) => setTimeout(go, 1100))
    }
    await box.shell(ROUTES.hookBash, ['-c', 'last'])
    const { stdout } = await box.control('log', '-n', 'all', '--json')
    const shown = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).command)
    expect(shown).toEqual(['a', 'b', 'c', 'last'])
    expect(readAudit(box.product)).toHaveLength(1)
    expect(readdirSync(state).filter((name) => name.startsWith('audit'))).toHaveLength(4)
  })
}

function logrotate(conf: string, state: string): void {
  execFileSync(findProgram('logrotate') ?? '', ['--force', '--state', state, conf], {
    stdio: 'inherit',
  })
}
