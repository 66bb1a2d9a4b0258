import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type AuditLine, type Box, readAudit, sandbox, unprivilegedProduct } from '../sandbox.js'
import { fifoOf, READ_ONLY, startCollector, stopCollector, workspaceWrite } from './sandboxed.js'

const noSandbox = isMissing('bwrap')

let shared: Product

beforeAll(() => {
  shared = unprivilegedProduct()
})

/** A project of a user for whom modes count; `product` is one of the test's own where its state counts. */
async function build(product = shared): Promise<Box> {
  const box = await sandbox(product)
    .declare('[env]\nVALUE = declared\n')
    .file('tmp/.keep', '')
    .allow()
    .build()
  return box
}

/** Runs a command of a route in a sandbox. */
function runIn(
  box: Box,
  walls: readonly string[],
  command: string,
  route: Route = ROUTES.hookBash,
  env: Readonly<Record<string, string>> = {},
) {
  const argv = [...walls, ...route.program(box.product), '-c', command]
  return box.run(argv, { env: { ...route.env(box.product), TMPDIR: `${box.dir}/tmp`, ...env } })
}

const commandsOf = (lines: readonly AuditLine[]) => lines.map(({ command }) => command)

const gapsOf = ({ product }: Box) =>
  readAudit(product).flatMap((line) => (line['gap'] === undefined ? [] : [line['gap']]))

describe.skipIf(noSandbox)('with a collector, in a read-only sandbox,', () => {
  for (const route of ALL_ROUTES) {
    test.skipIf(isMissing(route.shell))(`a command is recorded by ${route.name}`, async () => {
      const box = await build()
      const collector = await startCollector(box)
      const command = `: ${box.dir}; echo "$VALUE"`
      expect(await runIn(box, READ_ONLY, command, route)).toMatchObject({
        stdout: 'declared\n',
        stderr: expect.not.stringContaining('codex-env-shim:'),
        status: 0,
      })
      await stopCollector(collector)
      const line = { route: route.route, state: 'fresh', sink: 'fifo', pid: 2 }
      expect(box.audit()).toMatchObject([line])
      expect(Object.keys(box.audit()[0] ?? {}).at(-1)).toBe('sink')
    })

    test.skipIf(isMissing(route.shell)).each([2_100, 20_000, 100_000])(
      `a command of %i bytes comes whole, by ${route.name}`,
      async (length) => {
        const box = await build()
        const collector = await startCollector(box)
        const head = `: ${box.dir}; exit 3 # `
        const command = head + 'é"\\\n#ab\u001b'.repeat(length).slice(0, length)
        expect(await runIn(box, READ_ONLY, command, route)).toMatchObject({ status: 3 })
        await stopCollector(collector)
        const [line = {}, ...others] = box.audit()
        expect(others).toEqual([])
        expect(readText(box, line)).toContain(command)
      },
    )
  }

  for (const route of ALL_ROUTES.filter(({ route }) => route !== 'hook')) {
    test.skipIf(isMissing(route.shell))(
      `both lines of a command by ${route.name} come, where its end is asked for`,
      async () => {
        const box = await build(unprivilegedProduct())
        const settings = '[audit]\nexit = true\nrequired = true\n'
        const put = ['bash', '-c', 'printf "%s" "$1" >"$2"', '-', settings]
        await box.run([...put, join(box.product.config, 'config.ini')])
        expect(await box.control('allow')).toMatchObject({ status: 0 })
        const collector = await startCollector(box)
        const command = `: ${box.dir} ${'x'.repeat(5000)}; exit 3`
        expect(await runIn(box, READ_ONLY, command, route)).toMatchObject({ status: 3 })
        await stopCollector(collector)
        const [line, end] = box.audit()
        expect(line).toMatchObject({ sink: 'fifo', command_bytes: expect.any(Number) })
        expect(end).toMatchObject({ sink: 'fifo', exit: 3, pid: line?.['pid'] })
        expect(end).not.toHaveProperty('command_file')
      },
    )
  }

  test('a command of bytes that are not UTF-8 comes whole', async () => {
    const box = await build()
    const collector = await startCollector(box)
    const script = `exec "$0" -c ": ${box.dir} $(printf '\\377\\300é%.0s' $(seq 900))"`
    const shell = ['/bin/bash', '-c', script, '/bin/bash']
    const env = ROUTES.hookBash.env(box.product)
    // The outer shell has no hook; the inner one is the command.
    await box.run(
      [
        ...READ_ONLY,
        '/usr/bin/env',
        ...shell.slice(0, 2),
        `export BASH_ENV=$HOOK; ${script}`,
        '/bin/bash',
      ],
      {
        env: { HOOK: env['BASH_ENV'] ?? '' },
      },
    )
    await stopCollector(collector)
    const [line = {}] = box.audit()
    const file = join(box.product.state, 'commands', String(line['command_file']))
    const bytes = Buffer.from([0xff, 0xc0, 0xc3, 0xa9])
    expect(readFileSync(file).subarray(-4 * 900)).toEqual(Buffer.concat(Array(900).fill(bytes)))
  })

  test('two hundred commands at once are all recorded', { timeout: 120_000 }, async () => {
    const box = await build()
    const collector = await startCollector(box)
    const script = `for i in {1..200}; do BASH_ENV=$HOOK /bin/bash -c ": ${box.dir} $i" & done; wait`
    const HOOK = ROUTES.hookBash.env(box.product)['BASH_ENV'] ?? ''
    const { status } = await box.run([...READ_ONLY, '/bin/bash', '-c', script], { env: { HOOK } })
    expect(status).toBe(0)
    await stopCollector(collector)
    const expected = Array.from({ length: 200 }, (_, at) => `: ${box.dir} ${at + 1}`)
    expect(commandsOf(box.audit()).sort()).toEqual(expected.sort())
  })

  test('what a command puts into the FIFO itself is marked', async () => {
    const box = await build()
    const collector = await startCollector(box)
    const forged = `{"time":"x","command":"forged ${box.dir}","agent_pid":1,"sink":"log"}`
    const text = `{"command_file":"../../evil.txt","text":"x"}`
    await runIn(
      box,
      READ_ONLY,
      `printf '%s\\n' '${forged}' '${text}' 'foreign ${box.dir}' >${fifoOf(box.product)}`,
    )
    await stopCollector(collector)
    const lines = box.audit().slice(-2)
    expect(lines).toMatchObject([
      { command: `forged ${box.dir}`, sink: 'fifo' },
      { unreadable: `foreign ${box.dir}`, sink: 'fifo' },
    ])
    expect(lines[0]).not.toHaveProperty('agent_pid')
    expect(existsSync(join(box.product.state, '../evil.txt'))).toBe(false)
  })

  test('a flood of long commands is bounded, counted, and holds up no other command', {
    timeout: 120_000,
  }, async () => {
    const box = await build(unprivilegedProduct())
    const collector = await startCollector(box)
    const time = '2026-01-02T03:04:05.678901Z'
    const script = `
      for ((one = 1; one <= 3000; one++)); do
        printf '{"command_file":"2026-01-02T030405.678901Z-2.txt","text":"%s"}\\n{"time":"${time}","command":"x","thread":"loud","command_file":"2026-01-02T030405.678901Z-2.txt"}\\n' $one
      done >${fifoOf(box.product)}`
    await runIn(box, READ_ONLY, script)
    await runIn(box, READ_ONLY, `: ${box.dir} ${'é'.repeat(5000)}`)
    await stopCollector(collector)
    const lines = readAudit(box.product)
    expect(lines.filter(({ command }) => command === 'x')).toHaveLength(3000)
    const gaps = lines.filter(({ gap }) => gap === 'quota exceeded')
    const dropped = gaps.reduce((sum, { texts }) => sum + Number(texts), 0)
    // With that of the command after it. Room comes back meanwhile: one file in four seconds.
    const files = readdirSync(join(box.product.state, 'commands'))
    expect(files.length + dropped).toBe(3001)
    expect(files.length).toBeLessThan(1100)
    const own = lines.find(({ command }) => String(command).startsWith(`: ${box.dir}`)) ?? {}
    expect(readText(box, own)).toBe(`: ${box.dir} ${'é'.repeat(5000)}`)
  })

  test.each([
    ['read the FIFO', 'timeout 2 head -c 1 FIFO'],
    ['open it for both', 'exec 3<>FIFO'],
    ['remove it', 'rm -f FIFO'],
    ['change its mode', 'chmod 600 FIFO'],
    ['rename it', 'mv FIFO FIFO.old'],
    ['rewrite the log', 'exec 3>LOG'],
    ['remove the log', 'rm -f LOG'],
  ])('a command cannot %s', async (_, attempt) => {
    const box = await build()
    const collector = await startCollector(box)
    const command = attempt
      .replaceAll('FIFO', fifoOf(box.product))
      .replaceAll('LOG', box.product.log)
    expect((await runIn(box, READ_ONLY, `: ${box.dir}; ${command}`)).status).not.toBe(0)
    expect((await runIn(box, READ_ONLY, `: ${box.dir}; after`)).status).toBe(127)
    await stopCollector(collector)
    expect(box.audit()).toHaveLength(2)
  })

  test('a command runs where the record is required', async () => {
    const box = await build(unprivilegedProduct())
    const settings = join(box.product.config, 'config.ini')
    await box.run(['/bin/sh', '-c', `printf '[audit]\\nrequired = true\\n' >${settings}`])
    expect(await runIn(box, READ_ONLY, 'echo ran')).toMatchObject({ status: 125, stdout: '' })
    const collector = await startCollector(box)
    expect(await runIn(box, READ_ONLY, 'echo ran')).toMatchObject({ status: 0, stdout: 'ran\n' })
    await stopCollector(collector)
  })
})

/** The whole text of a recorded command. */
function readText({ product }: Box, line: AuditLine): string {
  const file = line['command_file']
  if (file === undefined) return String(line['command'])
  expect(file).toMatch(/^fifo-/)
  return readFileSync(join(product.state, 'commands', String(file)), 'utf8')
}

describe.skipIf(noSandbox)('without a collector', () => {
  test('a command in a read-only sandbox runs', async () => {
    const box = await build()
    expect(await runIn(box, READ_ONLY, 'echo "$VALUE"')).toMatchObject({
      stdout: 'declared\n',
      stderr: '',
    })
    expect(box.audit()).toEqual([])
  })

  test('a command that may write its temporary directory is recorded by the next `log`', async () => {
    const box = await build()
    await runIn(box, workspaceWrite(box), `: ${box.dir} one`)
    await runIn(box, workspaceWrite(box), `: ${box.dir} ${'two'.repeat(2000)}`)
    expect(box.audit()).toEqual([])
    const env = { TMPDIR: `${box.dir}/tmp` }
    for (const _ of ['once', 'again']) await box.run([box.product.bin, 'log'], { env })
    expect(box.audit()).toMatchObject([
      { sink: 'spool' },
      { sink: 'spool', command_bytes: 6003 + box.dir.length },
    ])
  })
})

describe.skipIf(noSandbox)('a collector', () => {
  test('that ends leaves nothing for commands to wait at', async () => {
    const box = await build()
    await stopCollector(await startCollector(box))
    expect(existsSync(fifoOf(box.product))).toBe(false)
    expect((await runIn(box, READ_ONLY, ':')).status).toBe(0)
  })

  test('that is killed holds no command up, loses nothing that was sent, and the loss is told', {
    timeout: 60_000,
  }, async () => {
    const box = await build(unprivilegedProduct())
    const collector = await startCollector(box)
    await runIn(box, READ_ONLY, `: ${box.dir} before`)
    // What it has read and not yet written would be lost with it.
    await until(() => box.audit().length === 1)
    collector.kill('SIGSTOP')
    await runIn(box, READ_ONLY, `: ${box.dir} ${'sent'.repeat(2000)}`)
    collector.kill('SIGKILL')
    const started = Date.now()
    for (let at = 0; at < 5; at++) await runIn(box, READ_ONLY, `: ${box.dir} unheard`)
    expect(Date.now() - started).toBeLessThan(5000)
    await until(() => existsSync(join(box.product.state, 'collect.rest/audit.jsonl')))
    await until(() => readLease(box) === '0000000001\n')
    await stopCollector(await startCollector(box))
    expect(gapsOf(box)).toEqual(['collector killed'])
    const sent = box.audit().filter(({ command }) => /before|sent/.test(String(command)))
    expect(sent).toHaveLength(2)
    expect(readText(box, sent[1] ?? {})).toBe(`: ${box.dir} ${'sent'.repeat(2000)}`)
  })

  test('that hangs is ended by its guard, and no command waits for it for long', {
    timeout: 60_000,
  }, async () => {
    const box = await build(unprivilegedProduct())
    const collector = await startCollector(box)
    const ended = once(collector, 'exit')
    collector.kill('SIGSTOP')
    // Far more than a pipe holds.
    const script = `for i in {1..150}; do BASH_ENV=$HOOK /bin/bash -c ": ${box.dir} $i ${'x'.repeat(900)}"; done`
    const HOOK = ROUTES.hookBash.env(box.product)['BASH_ENV'] ?? ''
    const started = Date.now()
    const { status } = await box.run([...READ_ONLY, '/bin/bash', '-c', script], { env: { HOOK } })
    expect({ status, took: Date.now() - started }).toEqual({
      status: 0,
      took: expect.toSatisfy((ms: number) => ms < 15_000),
    })
    expect(await ended).toEqual([null, 'SIGKILL'])
    await until(() => readLease(box) === '0000000001\n')
    await stopCollector(await startCollector(box))
    const numbers = box.audit().map(({ command }) => Number(/ (\d+) x/.exec(String(command))?.[1]))
    // What was sent before the guard took the FIFO away came in order, without a gap.
    expect(numbers.length).toBeGreaterThan(20)
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  })

  test('that is killed leaves a guard that does not listen for ever', {
    timeout: 60_000,
  }, async () => {
    const box = await build(unprivilegedProduct())
    const collector = await startCollector(box)
    const guard = childOf(collector.pid ?? 0)
    const script = `exec >${fifoOf(box.product)}; trap '' PIPE; while printf '%04000d\\n' 1; do :; done 2>/dev/null`
    const writing = box.run(['/bin/bash', '-c', script])
    collector.kill('SIGKILL')
    expect((await writing).status).toBe(0)
    await until(() => !existsSync(`/proc/${guard}`))
    const { size } = statSync(join(box.product.state, 'collect.rest/audit.jsonl'))
    expect(size).toBeLessThan(5 * 1024 * 1024)
  })

  test('whose guard is killed gets another one', async () => {
    const box = await build()
    const collector = await startCollector(box)
    const guardOf = () => childOf(collector.pid ?? 0)
    const first = guardOf()
    await box.runAsRoot(['/bin/kill', '-KILL', String(first)])
    await until(() => ![first, undefined].includes(guardOf()))
    expect((await runIn(box, READ_ONLY, `: ${box.dir}`)).status).toBe(0)
    await stopCollector(collector)
    expect(box.audit()).toHaveLength(1)
  })

  test('that is started a second time says so', async () => {
    const box = await build()
    const collector = await startCollector(box)
    const { stdout, status } = await box.control('log', '--collect')
    expect({ stdout, status }).toEqual({ stdout: 'a collector is already running\n', status: 0 })
    await stopCollector(collector)
  })

  test('tells of the time without one', async () => {
    const box = await build(unprivilegedProduct())
    await stopCollector(await startCollector(box))
    await stopCollector(await startCollector(box))
    expect(gapsOf(box)).toEqual(['no collector'])
  })

  test('whose log cannot be written counts what is lost, and says so when it can be again', async () => {
    const box = await build(unprivilegedProduct())
    const collector = await startCollector(box)
    chmodSync(box.product.log, 0o400)
    for (let at = 0; at < 3; at++) await runIn(box, READ_ONLY, `: ${box.dir} lost`)
    await new Promise((go) => setTimeout(go, 400))
    chmodSync(box.product.log, 0o600)
    await runIn(box, READ_ONLY, `: ${box.dir} kept`)
    await stopCollector(collector)
    expect(commandsOf(box.audit())).toEqual([`: ${box.dir} kept`])
    expect(readAudit(box.product).at(-2)).toMatchObject({ gap: 'log not writable', lines: 3 })
  })

  test('goes on in the background', async () => {
    const box = await build(unprivilegedProduct())
    for (const said of ['a collector is running\n', 'a collector is already running\n']) {
      expect(await box.control('log', '--collect', '--detach')).toMatchObject({ stdout: said })
    }
    await runIn(box, READ_ONLY, `: ${box.dir} heard`)
    await until(() => box.audit().length === 1)
    await box.runAsRoot(['/bin/kill', findCollector(box)])
    await until(() => !existsSync(fifoOf(box.product)))
  })

  test('keeps its files to itself', async () => {
    const box = await build()
    const collector = await startCollector(box)
    const mode = (name: string) => statSync(join(box.product.state, name)).mode & 0o777
    expect({ fifo: mode('collect.fifo'), lease: mode('collect.lease') }).toEqual({
      fifo: 0o200,
      lease: 0o600,
    })
    await stopCollector(collector)
    expect(readdirSync(box.product.state)).not.toContain('collect.fifo')
  })
})

/** The collector's number, which its guard has been given. */
function findCollector({ product }: Box): string {
  const guards = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readCommandLine(name))
    .filter((words) => words[2]?.endsWith('/guard.bash') && words[4] === fifoOf(product))
  return guards[0]?.[3] ?? ''
}

function readCommandLine(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

const readLease = ({ product }: Box) => readFileSync(join(product.state, 'collect.lease'), 'utf8')

function childOf(pid: number): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children ? Number(children.split(' ')[0]) : undefined
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300 && !holds(); turn++) await new Promise((go) => setTimeout(go, 50))
  expect(holds()).toBe(true)
}

test('a FIFO name that is taken by something else is refused', async () => {
  const box = await build(unprivilegedProduct())
  mkdirSync(fifoOf(box.product))
  const { stderr, status } = await box.control('log', '--collect')
  expect({ stderr, status }).toMatchObject({
    stderr: expect.stringContaining('is not a FIFO of yours'),
    status: 1,
  })
})
