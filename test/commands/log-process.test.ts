import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import type { World } from '../../src/system/world.js'
import { logLine, logLines, record } from '../audit/log-line.js'
import { makeFolder, makeWorld } from '../world.js'

const CLI = join(inject('release'), 'dist/cli.cjs')

const makeUser = () => makeWorld({ TMPDIR: makeFolder(), TZ: 'Asia/Tokyo' })

const envOf = ({ env, home, places }: World) => ({
  ...env,
  HOME: home,
  CODEX_ENV_SHIM_STATE: places.state,
  CODEX_ENV_SHIM_CONFIG: places.config,
})

function start(world: World, ...args: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [CLI, ...args], { env: envOf(world) })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  return child
}

test('times are those of the place where the reader is', () => {
  const world = makeUser()
  record(world, logLine({ time: '2026-01-02T20:04:05.678901Z' }))
  const { stdout } = spawnSync(process.execPath, [CLI, 'log'], { env: envOf(world) })
  expect(String(stdout)).toMatch(/^2026-01-03 05:04:05 {2}fresh/)
})

test('^C is how following ends', async () => {
  const world = makeUser()
  record(world, logLines('first'))
  const child = start(world, 'log', '-f')
  expect(String(await once(child.stdout, 'data'))).toContain('first')
  record(world, logLines('second'))
  expect(String(await once(child.stdout, 'data'))).toContain('second')
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('following ends when nobody reads it any more', async () => {
  const world = makeUser()
  record(world, logLines('first'))
  const child = start(world, 'log', '-f')
  await once(child.stdout, 'data')
  child.stdout.destroy()
  record(world, logLines('second'))
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a reader that has seen enough is no failure', () => {
  const world = makeUser()
  record(world, logLines(...Array.from({ length: 20_000 }, () => 'make')))
  const script = '"$0" "$1" log -n all --json | head -n 1; echo "${PIPESTATUS[@]}"'
  const args = ['--norc', '-c', script, process.execPath, CLI]
  const { stdout, stderr } = spawnSync('bash', args, {
    env: { ...envOf(world), PATH: '/usr/bin:/bin' },
  })
  expect(String(stdout)).toBe(`${logLines('make')}0 0\n`)
  expect(String(stderr)).toBe('')
})

test('a log of any size is read in the same memory', { timeout: 120_000 }, () => {
  const world = makeUser()
  const lines = logLines(...Array.from({ length: 10_000 }, (_, at) => `make ${at}`))
  for (let part = 0; part < 20; part++) record(world, lines)
  const script = '"$0" --max-old-space-size=24 "$1" log -n all --json | wc -l'
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, process.execPath, CLI], {
    env: { ...envOf(world), PATH: '/usr/bin:/bin' },
  })
  expect({ stdout: String(stdout), stderr: String(stderr) }).toEqual({
    stdout: '200000\n',
    stderr: '',
  })
})

test('a slow reader gets everything', async () => {
  const world = makeUser()
  record(world, logLines(...Array.from({ length: 20_000 }, () => 'make')))
  const child = start(world, 'log', '-n', 'all', '--json')
  const ended = once(child, 'exit')
  let size = 0
  for await (const part of child.stdout) {
    size += part.length
    await new Promise(setImmediate)
  }
  expect(size).toBe(20_000 * logLines('make').length)
  expect(await ended).toEqual([0, null])
})
