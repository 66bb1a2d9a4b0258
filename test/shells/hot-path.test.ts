import { readFileSync, realpathSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProgram, isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'

const DECLARATION = `[env]
ONE = 1
FROM = \${HOME}/x
[path]
PATH[] = ./bin
LD_LIBRARY_PATH[] = ./lib
[unset]
names[] = GONE
`

const declared = () => sandbox().declare(DECLARATION).allow().build()

/** Says with the shell's own means whether the plan was applied. */
const SHOW = {
  posix: 'printf %s "$ONE-$LD_LIBRARY_PATH"',
  fish: 'printf %s "$ONE-$LD_LIBRARY_PATH"',
}

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `a fresh plan needs no program on PATH by ${route.name}`,
    async () => {
      const box = await declared()
      const env = { PATH: '/nonexistent' }
      const show = SHOW[route.shell === 'fish' ? 'fish' : 'posix']
      const { stdout, stderr, status } = await box.shell(route, ['-c', show], { env })
      expect({ stdout, stderr, status }).toEqual({
        stdout: `1-${box.project}/lib`,
        stderr: '',
        status: 0,
      })
      expect(box.audit()).toMatchObject([{ state: 'fresh' }])
    },
  )
}

const FORKLESS: readonly (readonly [Route, readonly string[]])[] = [
  [ROUTES.hookBash, ['-c', ':']],
  [ROUTES.hookBash, ['-c', ': "two\nlines" \\\\']],
  [ROUTES.hookZsh, ['-c', ':']],
  [ROUTES.bash, ['-lc', ':']],
  [ROUTES.bash, ['-c', ':']],
  [ROUTES.sh, ['-lc', ':']],
  [ROUTES.zsh, ['-lc', ':']],
  [ROUTES.fish, ['-lc', ':']],
]

for (const [route, args] of FORKLESS) {
  const isSkipped = isMissing('strace') || isMissing(route.shell)
  test.skipIf(isSkipped)(`a fresh plan costs no process by ${route.name} ${args[0]}`, async () => {
    const box = await declared()
    const env = route.env(box.product)
    const ours = await countProcesses(box, [...route.program(box.product), ...args], env)
    // fish starts some of its own.
    const own = route.shell === 'fish' ? await countProcesses(box, [...route.real, ...args], {}) : 0
    expect(ours).toBeLessThanOrEqual(own)
    expect(box.audit()).toMatchObject([{ state: 'fresh' }])
  })
}

test.skipIf(isMissing('strace'))('a fresh plan costs no process by the prefix', async () => {
  const box = await declared()
  expect(await countProcesses(box, [box.product.bin, '--', '/bin/true'], {})).toBe(0)
  expect(box.audit()).toMatchObject([{ state: 'fresh', route: 'prefix' }])
})

test.skipIf(isMissing('strace'))('nothing declared costs no process either', async () => {
  const box = await sandbox().build()
  const env = ROUTES.hookBash.env(box.product)
  expect(await countProcesses(box, [...ROUTES.hookBash.real, '-c', ':'], env)).toBe(0)
  expect(box.audit()).toMatchObject([{ state: 'none' }])
})

/** The children a program makes, and those that they make. */
async function countProcesses(
  box: Box,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const trace = join(box.dir, 'trace')
  const words = Object.entries(env).map((entry) => entry.join('='))
  const strace = [findProgram('strace') ?? '', '-f', '-qq', '-o', trace]
  const calls = ['-e', 'trace=clone,clone3,fork,vfork', '-e', 'signal=none']
  const { status, stderr } = await box.run([...strace, ...calls, 'env', ...words, ...argv])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return readFileSync(trace, 'utf8').split('\n').filter(Boolean).length
}

test.skipIf(isMissing('strace'))(
  'a stale plan is compiled once although fifty commands arrive together, and each sees the new one',
  async () => {
    const box = await sandbox(ownProduct()).declare('[env]\nOTHER = 1\n').allow().build()
    write(join(box.product.config, 'config.ini'), '[env]\nVALUE = new\n')
    const env = { ...ROUTES.hookBash.env(box.product), COMMAND: 'echo "$VALUE"' }
    const together = 'for i in $(seq 50); do /bin/bash -c "$COMMAND" & done; wait'
    const trace = join(box.dir, 'trace')
    const strace = [findProgram('strace') ?? '', '-f', '-qq', '-e', 'trace=execve', '-o', trace]
    const { stdout, stderr } = await box.run([...strace, '/bin/dash', '-c', together], { env })
    expect({ stdout, stderr }).toEqual({ stdout: 'new\n'.repeat(50), stderr: '' })
    expect(box.audit().map(({ state }) => state)).toEqual(Array(50).fill('fresh'))
    const starts = readFileSync(trace, 'utf8').split(`execve("${realpathSync(process.execPath)}"`)
    expect(starts.length - 1).toBe(1)
  },
)

test('an edit is seen at once, and an edit back too', async () => {
  const box = await sandbox(ownProduct()).declare('').allow().build()
  for (const value of ['1', '2', '1', '10', '01', '1']) {
    write(join(box.product.config, 'config.ini'), `[env]\nVALUE = ${value}\n`)
    const { stdout, stderr } = await box.shell(ROUTES.hookBash, ['-c', 'printf %s "$VALUE"'])
    expect({ stdout, stderr }).toEqual({ stdout: value, stderr: '' })
  }
})

test('a declaration that was edited is not applied until it is allowed again', async () => {
  const box = await sandbox().declare('[env]\nVALUE = old\n').allow().build()
  const show = () => box.shell(ROUTES.hookBash, ['-c', 'printf %s "${VALUE-none}"'])
  expect((await show()).stdout).toBe('old')
  box.write('project/.codex/env.ini', '[env]\nVALUE = new\n')
  expect(await show()).toMatchObject({
    stdout: 'none',
    stderr: `codex-env-shim: ${box.project}/.codex/env.ini changed since it was allowed; run: codex-env-shim allow ${box.project}\n`,
  })
  expect(await show()).toMatchObject({ stdout: 'none', stderr: '' })
  await box.control('allow')
  expect((await show()).stdout).toBe('new')
  expect(box.audit().map(({ state }) => state)).toEqual([
    'fresh',
    'untrusted',
    'untrusted',
    'fresh',
  ])
})

test('a declaration that is removed, and one that comes back, count at once', async () => {
  const box = await sandbox().declare('[env]\nVALUE = 1\n').allow().build()
  const show = async () =>
    (await box.shell(ROUTES.hookBash, ['-c', 'printf %s "${VALUE-none}"'])).stdout
  const file = join(box.project, '.codex/env.ini')
  expect(await show()).toBe('1')
  renameSync(file, `${file}.away`)
  expect(await show()).toBe('none')
  renameSync(`${file}.away`, file)
  expect(await show()).toBe('1')
})

test('a plan with defaults leaves nothing behind, just compiled or not', async () => {
  const declaration = '[env]\nA = ${ABSENT:-a}\n[path]\nL[] = ${ABSENT:-b}/x\n'
  const box = await sandbox().declare(declaration).allow().build()
  const show = () =>
    box.shell(ROUTES.hookBash, ['-c', 'printf "%s " "$A" "$L"; set | grep ^__codex; declare -F'])
  expect(await show()).toMatchObject({ stdout: 'a b/x ', stderr: '' })
  box.write('project/.codex/env.ini', declaration)
  expect(await show()).toMatchObject({ stdout: 'a b/x ', stderr: '' })
})
