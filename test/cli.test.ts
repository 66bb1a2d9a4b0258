import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderPlaces, type World } from '../src/system/world.js'
import { declare, makeWorld, planFile } from './world.js'

const DIST = join(import.meta.dirname, '../dist')

/** Runs a built program as this world's user. */
function run(program: string, world: World, args: readonly string[]) {
  const env = { HOME: world.home, ...renderPlaces(world.places) }
  const options = { cwd: world.cwd, env, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(DIST, program), ...args],
    options,
  )
  return { status, stdout, stderr }
}

/** Has bash run a line with the built program and its arguments as `"$@"`. */
function inShell(line: string, ...args: readonly string[]) {
  const words = args.length > 0 ? args : ['--help']
  const program = [process.execPath, join(DIST, 'cli.cjs'), ...words]
  return spawnSync('bash', ['-c', line, 'bash', ...program], { encoding: 'utf8' })
}

const cli = (world: World, ...args: string[]) => run('cli.cjs', world, args)
const shellCall = (world: World, ...args: string[]) => run('shell-call.cjs', world, args)

test('the shells get a plan and silence, or one line', () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nA = 1\n')
  expect(shellCall(world, 'compile', world.cwd)).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(existsSync(planFile(world, world.cwd))).toBe(true)
  const { status, stderr } = shellCall(world, 'compile', join(world.cwd, 'gone'))
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `codex-env-shim: no such directory: ${world.cwd}/gone\n`,
  })
})

test('an error is told once, with its remedy and its status', () => {
  const world = makeWorld()
  declare(world.cwd, '[env]\nA\n')
  expect(cli(world, 'allow')).toEqual({
    status: 1,
    stdout: '',
    stderr: `codex-env-shim: ${world.cwd}/.codex/env.ini:2: not an entry\n  expected NAME = value\n`,
  })
})

test('what cannot be printed is a failure, unless its reader has seen enough', () => {
  const { status, stderr } = inShell('"$@" >/dev/full')
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'codex-env-shim: the output cannot be written (ENOSPC)\n',
  })
  expect(inShell('set -o pipefail; "$@" | :')).toMatchObject({ status: 0, stderr: '' })
  expect(inShell('"$@" 2>/dev/full', 'frobnicate')).toMatchObject({ status: 64 })
})

test('usage errors exit with 64', () => {
  expect(cli(makeWorld(), 'frobnicate')).toMatchObject({ status: 64, stdout: '' })
})
