import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox, unprivilegedProduct } from '../sandbox.js'
import { hasTerminal, openTerminal } from '../terminal.js'
import { write } from '../world.js'
import { build, EXIT, isAlive, isEnd, readLast, until } from './ends.js'

const canOpen = await hasTerminal()

/** Counts the signals that come, and says so at its end. */
const COUNTER = `
import signal, sys
seen = []
def note(number, frame):
    seen.append(number)
for number in (1, 2, 3, 10, 12, 14, 18, 20, 28, 34):
    signal.signal(number, note)
signal.signal(15, lambda number, frame: sys.exit(print(sorted(seen), flush=True) or 9))
print('ready', flush=True)
while True:
    signal.pause()
`

type Started = {
  readonly pid: number
  readonly kill: (signal: number, whom: 'it' | 'its group') => void
  readonly said: () => string
  readonly ended: Promise<readonly [number | null, string | null]>
}

/** Starts a command by the prefix in a process group of its own. */
async function start(
  box: Box,
  words: readonly string[],
  how: { readonly through?: readonly string[]; readonly detached?: boolean } = {},
): Promise<Started> {
  const [program = '', ...args] = [...(how.through ?? []), box.product.bin, '--', ...words]
  const child = spawn(program, args, {
    cwd: box.project,
    env: box.env,
    detached: how.detached ?? true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (data) => {
    text += data
  })
  const ended = new Promise<readonly [number | null, string | null]>((resolve) =>
    child.on('close', (...end) => resolve(end)),
  )
  await until(() => text.includes('\n'))
  const pid = child.pid ?? 0
  return {
    pid,
    said: () => text,
    ended,
    kill: (signal, whom) => process.kill(whom === 'it' ? pid : -pid, signal),
  }
}

describe.skipIf(isMissing('python3'))('a signal', () => {
  let box: Box
  beforeAll(async () => {
    box = await build()
  })

  test.each(['it', 'its group'] as const)(
    'that is sent to %s comes to the command once',
    async (whom) => {
      const one = await start(box, ['python3', '-c', COUNTER])
      for (const signal of [1, 2, 3, 10, 12, 14, 28, 34]) one.kill(signal, whom)
      await until(() => !hasPending(one.pid))
      one.kill(15, whom)
      expect(await one.ended).toEqual([9, null])
      expect(one.said()).toBe('ready\n[1, 2, 3, 10, 12, 14, 28, 34]\n')
      expect(readLast(box)[1]).toMatchObject({ exit: 9 })
    },
  )

  test.each(['it', 'its group'] as const)(
    'that ends the command at once ends %s the same way',
    async (whom) => {
      const one = await start(box, ['sh', '-c', 'echo $$; exec sleep 60'])
      one.kill(15, whom)
      expect(await one.ended).toEqual([null, 'SIGTERM'])
      expect(isAlive(Number(one.said()))).toBe(false)
      expect(readLast(box)[1]).toMatchObject({ signal: 'TERM' })
    },
  )

  test('of the beginning is not lost, whenever it comes', async () => {
    const ends = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const child = spawn(box.product.bin, ['--', 'sleep', '60'], {
          cwd: box.project,
          env: box.env,
          detached: true,
          stdio: 'ignore',
        })
        const ended = new Promise((resolve) =>
          child.on('close', (_status, signal) => resolve(signal)),
        )
        await new Promise((resolve) => setTimeout(resolve, index))
        process.kill(index % 2 ? (child.pid ?? 0) : -(child.pid ?? 0), 'SIGTERM')
        return ended
      }),
    )
    expect(new Set(ends)).toEqual(new Set(['SIGTERM']))
  })

  test('KILL to the one who waits ends the command, too', async () => {
    const one = await start(box, ['sh', '-c', 'echo $$; exec sleep 60'])
    one.kill(9, 'it')
    await one.ended
    await until(() => !isAlive(Number(one.said())))
  })

  test('that was ignored from the beginning stays ignored', async () => {
    const words = ['sh', '-c', 'echo $$; kill -INT $$; exit 4']
    const one = await start(box, words, { through: ['sh', '-c', 'trap "" INT; exec "$@"', '-'] })
    expect(await one.ended).toEqual([4, null])
  })

  test.each(['it', 'its group'] as const)(
    'that stops %s stops it until it may go on',
    async (whom) => {
      const lead = 'import os, sys; os.setpgrp(); os.execv(sys.argv[1], sys.argv[1:])'
      // A process group of which nobody else in its session knows cannot be stopped so.
      const how = { through: ['/usr/bin/python3', '-c', lead], detached: false }
      const one = await start(box, ['sh', '-c', 'echo $$; exec sleep 60'], how)
      const stateOf = (pid: number) =>
        /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      one.kill(20, whom)
      await until(() => [one.pid, Number(one.said())].every((pid) => stateOf(pid) === 'T'))
      one.kill(18, whom)
      await until(() => [one.pid, Number(one.said())].every((pid) => stateOf(pid) === 'S'))
      one.kill(15, whom)
      expect(await one.ended).toEqual([null, 'SIGTERM'])
    },
  )

  test('leaves no process of ours behind', async () => {
    const one = await start(box, ['sh', '-c', 'echo $$; exit 3'])
    await one.ended
    expect(() => process.kill(-one.pid, 0)).toThrow('ESRCH')
  })
})

/** Is a signal still on its way from the one who waits to the command? A command that answers has had all before. */
function hasPending(pid: number): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return !/^ShdPnd:\s+0+$/m.test(status) || !/^State:\s+S/m.test(status)
}

test('what the command closes is closed: nobody waits for the one who waits', async () => {
  const box = await build()
  const child = spawn(box.product.bin, ['--', 'sh', '-c', 'exec >&- 2>&- <&-; exec sleep 60'], {
    cwd: box.project,
    env: box.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await new Promise((resolve) => child.stdout.on('end', resolve).resume())
  expect(child.exitCode).toBe(null)
  child.kill('SIGTERM')
  await new Promise((resolve) => child.on('close', resolve))
  expect(child.signalCode).toBe('SIGTERM')
})

describe('the setting', () => {
  test('makes plans stale when it is turned on, and when it is turned off', async () => {
    const product = ownProduct()
    const box = await sandbox(product).declare('[env]\nA = 1\n').allow().build()
    const count = async () => {
      const before = box.audit().length
      await box.shell(ROUTES.bash, ['-c', ':'])
      await box.shell(ROUTES.bash, ['-c', ':'], { cwd: box.dir })
      return box.audit().length - before
    }
    expect(await count()).toBe(2)
    write(join(product.config, 'config.ini'), EXIT)
    expect(await count()).toBe(4)
    write(join(product.config, 'config.ini'), '[audit]\nexit = false\n')
    expect(await count()).toBe(2)
    write(join(product.config, 'config.ini'), EXIT)
    expect(await count()).toBe(4)
    rmSync(join(product.config, 'config.ini'))
    expect(await count()).toBe(2)
  })

  test('is not there for a project', async () => {
    const box = await sandbox().declare(EXIT).build()
    const { status, stderr } = await box.control('allow')
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/env\.ini:1: .*audit/),
    })
  })

  test('that is wrong is told with file and line, and commands run', async () => {
    const box = await build()
    const file = write(join(box.product.config, 'config.ini'), '[audit]\nexit = yes\n')
    expect((await box.control('status')).stdout).toContain(`${file}:2: `)
    expect(await box.shell(ROUTES.bash, ['-c', 'exit 3'])).toMatchObject({ status: 3 })
    expect(await box.shell(ROUTES.bash, ['-c', 'exit 3'], { cwd: box.dir })).toMatchObject({
      status: 3,
    })
  })

  test('leaves a command its status where its end cannot be written, though that is required', async () => {
    const box = await build('[audit]\nrequired = true\nexit = true\n')
    const log = box.product.log
    const text = `rm -f ${log}; mkdir ${log}; exit 3`
    expect(
      await box.shell(ROUTES.bash, ['-c', text], { env: { TMPDIR: '/no/such' } }),
    ).toMatchObject({ status: 3, stderr: '' })
  })

  test('has both lines take the spool where the log cannot be written', async () => {
    const box = await build()
    rmSync(box.product.log)
    writeFileSync(join(box.dir, 'not-there'), '')
    const env = { TMPDIR: box.dir }
    expect(await box.shell(ROUTES.bash, ['-c', 'exit 3'], { env })).toMatchObject({ status: 3 })
    const spool = join(box.dir, `codex-env-shim-${process.getuid?.()}`, 'audit.jsonl')
    const lines = readFileSync(spool, 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { command: 'exit 3' },
      { exit: 3 },
    ])
  })

  test('gives way where there is no room for more processes: the command runs as ever', async () => {
    const product = unprivilegedProduct()
    const box = await sandbox(product).declare('').allow().build()
    const settings = `${product.config}/config.ini`
    const text = 'printf "%s" "$1" >"$2"; shift 2; "$@"; ulimit -u 1; exec "$@"'
    const words = ['sh', '-c', 'exit 3']
    const command = [product.bin, '--', ...words]
    const result = await box.run(['bash', '-c', text, '-', EXIT, settings, ...command])
    expect(result).toMatchObject({ status: 3, stdout: '', stderr: '' })
    expect(box.audit().map(isEnd)).toEqual([false, true, false])
  })

  test('is kept where a project has its commands run in another program', async () => {
    const product = ownProduct()
    write(join(product.config, 'config.ini'), EXIT)
    const box = await sandbox(product)
      .declare('[wrap]\nargv[] = env\nargv[] = WRAPPED=1\n')
      .allow()
      .build()
    const { status, stdout } = await box.shell(ROUTES.bash, ['-c', 'echo $WRAPPED; exit 3'])
    expect({ status, stdout }).toEqual({ status: 3, stdout: '1\n' })
    expect(readLast(box)).toMatchObject([{ wrap: ['env', 'WRAPPED=1'] }, { exit: 3 }])
  })
})

describe.skipIf(!canOpen)('on a terminal', () => {
  const open = async (box: Box) => {
    const env = { ...box.env, PS1: 'ready> ', TERM: 'dumb', BIN: box.product.bin }
    const terminal = await openTerminal(['/bin/bash', '--norc', '--noprofile', '-i'], {
      cwd: box.project,
      env,
    })
    await terminal.waitFor('ready> ')
    return terminal
  }

  test('Ctrl-C ends a command once, and its caller sees why', async () => {
    const box = await build()
    const terminal = await open(box)
    terminal.type(`"$BIN" -- sh -c 'echo be''gun; exec sleep 60'; echo "status"=$?`)
    await terminal.waitFor('begun')
    terminal.press('\x03')
    await terminal.waitFor('ready> ')
    terminal.type('echo "status"=$?')
    await terminal.waitFor('status=130')
    terminal.dispose()
    expect(readLast(box)[1]).toMatchObject({ signal: 'INT' })
  })

  test('Ctrl-Z stops it, and fg goes on with it', async () => {
    const box = await build()
    const terminal = await open(box)
    terminal.type(`"$BIN" -- sh -c 'echo be''gun; read -r line; echo "got <$line>"; exit 5'`)
    await terminal.waitFor('begun')
    terminal.press('\x1a')
    await terminal.waitFor('Stopped')
    await terminal.waitFor('ready> ')
    terminal.type('fg')
    await terminal.waitFor('sh -c')
    terminal.type('some words')
    await terminal.waitFor('got <some words>')
    await terminal.waitFor('ready> ')
    terminal.type('echo "status"=$?')
    await terminal.waitFor('status=5')
    terminal.dispose()
    expect(readLast(box)[1]).toMatchObject({ exit: 5 })
  })

  test('an interactive shell is left alone: it is recorded once', async () => {
    const box = await build()
    const terminal = await openTerminal([`${box.product.shells}/bash`, '--norc', '-i'], {
      cwd: box.project,
      env: { ...box.env, PS1: 'ready> ', TERM: 'dumb' },
    })
    await terminal.waitFor('ready> ')
    terminal.type('exit 3')
    expect(await terminal.ended).toMatchObject({ exitCode: 3 })
    expect(box.audit()).toHaveLength(1)
  })
})
