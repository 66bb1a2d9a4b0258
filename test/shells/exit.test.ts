import { beforeAll, describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import type { Box } from '../sandbox.js'
import { build, readLast } from './ends.js'

const WATCHED = ALL_ROUTES.filter(({ route }) => route !== 'hook')
const routes = WATCHED.map((route) => [route.name, route] as const)

describe('a user who asks how commands end', () => {
  let box: Box
  beforeAll(async () => {
    box = await build()
  })

  describe.each(routes)('by %s', (_, route: Route) => {
    const isSkipped = isMissing(route.shell)

    test.skipIf(isSkipped).each([0, 1, 3, 126, 127, 128, 129, 143, 255])(
      'learns of status %i',
      async (status) => {
        const result = await box.shell(route, ['-c', `exit ${status}`])
        expect(result).toMatchObject({ status, signal: null, stdout: '', stderr: '' })
        const [command, end] = readLast(box)
        expect(end).toMatchObject({ exit: status, pid: command?.['pid'] })
        expect(end?.['seconds']).toBeGreaterThan(0)
        expect(end).not.toHaveProperty('signal')
      },
    )

    test.skipIf(isSkipped).each(['TERM', 'KILL', 'INT', 'HUP', 'SEGV', 'USR1'])(
      'learns of the signal %s, which its caller sees, too',
      async (name) => {
        const result = await box.shell(route, ['-c', `exec sh -c 'kill -${name} $$'`])
        expect(result).toMatchObject({ status: null, signal: `SIG${name}` })
        expect(readLast(box)[1]).toMatchObject({ signal: name })
        expect(readLast(box)[1]).not.toHaveProperty('exit')
      },
    )

    test.skipIf(isSkipped)(
      'finds the two lines of a command by its process, and the same ids',
      async () => {
        const env = { CODEX_THREAD_ID: 't"1', CODEX_SESSION_ID: 's', CODEX_TOOL_CALL_ID: 'c' }
        await box.shell(route, ['-c', 'exit 3'], { env })
        const ids = {
          agent: 'codex',
          thread: 't"1',
          session: 's',
          tool_call: 'c',
          cwd: box.project,
        }
        const [command, end] = readLast(box)
        expect(command).toMatchObject(ids)
        expect(end).toMatchObject({ ...ids, pid: command?.['pid'] })
      },
    )

    test.skipIf(isSkipped)('has the input read as ever', async () => {
      const result = await box.shell(route, ['-c', 'cat'], { stdin: 'some\ninput' })
      expect(result).toMatchObject({ status: 0, stdout: 'some\ninput' })
    })

    test.skipIf(isSkipped)('learns of it where nothing is declared', async () => {
      await box.shell(route, ['-c', 'exit 7'], { cwd: box.dir })
      expect(readLast(box)).toMatchObject([{ state: 'none', project: null }, { exit: 7 }])
    })
  })

  test.each([
    ['is not there', '/no/such', 127],
    ['cannot be executed', '/etc/passwd', 126],
  ])('learns of a command that %s', async (_, program, status) => {
    expect(await box.run([box.product.bin, '--', program])).toMatchObject({ status })
    expect(readLast(box)[1]).toMatchObject({ exit: status })
  })

  test('does not learn it of the hook, whose lines are what they were', async () => {
    const before = box.audit().length
    await box.shell(ROUTES.hookBash, ['-c', 'exit 3'])
    expect(box.audit().slice(before)).toMatchObject([{ route: 'hook', state: 'fresh' }])
    expect(box.audit().at(-1)).not.toHaveProperty('began')
  })

  test('gets no second line for a command that was switched off', async () => {
    const before = box.audit().length
    await box.run([box.product.bin, '--', 'true'], { env: { CODEX_ENV_SHIM: 'off' } })
    expect(box.audit().slice(before)).toMatchObject([{ route: 'off' }])
  })

  test.skipIf(isMissing('zsh'))('sees it in the log', async () => {
    await box.run([box.product.bin, '--', 'sh', '-c', 'exit 3'])
    const { stdout } = await box.control('log', '-n', '1', '--project', box.project)
    const pid = readLast(box)[0]?.['pid']
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/ fresh {6}prefix {4}project {2}sh -c exit 3$/),
      expect.stringMatching(new RegExp(` {2}exit 3 {5}\\d+ ms +began .*, process ${pid}$`)),
      '',
    ])
    expect((await box.control('log', '--explain', String(pid))).stdout).toMatch(
      /ended .*, exit 3, after \d+ ms/,
    )
    expect((await box.control('log', '--verify')).status).toBe(0)
  })
})
