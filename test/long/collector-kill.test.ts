import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderPlaces } from '../../src/system/world.js'
import { fifoOf, READ_ONLY, startCollector, stopCollector } from '../audit/sandboxed.js'
import { inject } from '../faults/injection.js'
import { listSteps } from '../faults/steps.js'
import { isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { type Box, ownProduct, readAudit, sandbox } from '../sandbox.js'

/** What a collector does to files and to its guard. */
const STEPS = 'openat write pwrite64 unlink rename chmod mkdir read close'.split(' ')
const COMMANDS = 5

/** Sends commands from a sandbox in which the log is read-only; without a collector they go into the spool. */
const SEND = `for i in {1..${COMMANDS}}; do BASH_ENV=$HOOK /bin/bash -c ": sent $0 $i"; done`

const spoolOf = (box: Box) => ({ TMPDIR: join(box.dir, 'tmp') })

function send(box: Box, round: number) {
  const HOOK = ROUTES.hookBash.env(box.product)['BASH_ENV'] ?? ''
  const { TMPDIR } = spoolOf(box)
  const walls = [...READ_ONLY, '--bind', TMPDIR, TMPDIR]
  return box.run([...walls, '/bin/bash', '-c', SEND, String(round)], { env: { HOOK, TMPDIR } })
}

/** Lets a condition come true, for a while. */
async function until(holds: () => boolean, turns = 120): Promise<boolean> {
  for (let turn = 0; turn < turns && !holds(); turn++) await new Promise((go) => setTimeout(go, 50))
  return holds()
}

const sentIn = (box: Box, round: number) =>
  readAudit(box.product).flatMap(({ command }) => {
    const [, number] = new RegExp(`^: sent ${round} (\\d+)$`).exec(String(command)) ?? []
    return number ? [Number(number)] : []
  })

const gapsIn = (box: Box) =>
  readAudit(box.product).filter(({ gap }) => gap === 'collector killed').length

function readLease({ product }: Box): string {
  const file = join(product.state, 'collect.lease')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

test.skipIf(isMissing('strace') || isMissing('bwrap'))(
  'a collector killed at every distinct step: no line twice, none lost but those it had just read, and the next one takes over',
  async () => {
    const box = await sandbox(ownProduct())
      .declare('[env]\nVALUE = 1\n')
      .file('tmp/.keep', '')
      .allow()
      .build()
    const env = { ...box.env, ...renderPlaces(box.product), UV_THREADPOOL_SIZE: '1' }
    const argv = [process.execPath, join(box.product.data, 'dist/cli.cjs'), 'log', '--collect']
    // A collector that is watched for three seconds of commands.
    const sending = (async () => {
      await until(() => existsSync(fifoOf(box.product)))
      await new Promise((go) => setTimeout(go, 700))
      await send(box, 0)
    })()
    const watched = ['/usr/bin/timeout', '3', ...argv]
    const all = await listSteps(box, watched, STEPS, { env })
    await sending
    const steps = all.filter(
      ({ what }) => what.includes(box.product.state) || what.includes('pipe'),
    )
    let killed = 0
    let lost = 0
    for (const [index, { call, when, what }] of steps.entries()) {
      const round = index + 1
      const [program = '', ...args] = [
        ...inject({ calls: call, fault: 'signal=KILL', when, isAlone: true }),
        ...argv,
      ]
      const collector = spawn(program, args, { env, cwd: '/', stdio: 'ignore', detached: true })
      await until(() => hasEnded(collector) || readLease(box) > '0000000001', 40)
      const begun = performance.now()
      expect((await send(box, round)).status, what).toBe(0)
      expect(performance.now() - begun, what).toBeLessThan(10_000)
      if (!hasEnded(collector)) await until(() => hasEnded(collector), 12)
      if (collector.signalCode === 'SIGKILL') killed += 1
      if (!hasEnded(collector)) {
        // Its turn never came. strace(1) ignores the signal, what it watches does not.
        const ended = once(collector, 'exit')
        if (collector.pid) process.kill(-collector.pid, 'SIGTERM')
        await ended
      }
      // The guard puts away what is still in the FIFO; the lease that is over tells that it has.
      await until(() => readLease(box) <= '0000000001')
      const before = gapsIn(box)
      await stopCollector(await startCollector(box))
      await box.run([box.product.bin, 'log'], { env: spoolOf(box) })
      const sent = sentIn(box, round)
      expect(new Set(sent).size, `${what}: none twice`).toBe(sent.length)
      // What it had read and not yet written: ten milliseconds' worth, and the log tells of it.
      if (sent.length < COMMANDS) expect(gapsIn(box), what).toBeGreaterThan(before)
      lost += COMMANDS - sent.length
    }
    console.log(
      `collector: ${steps.length} distinct steps, killed at ${killed}; ${lost} of ${steps.length * COMMANDS} lines lost`,
    )
    expect(killed).toBeGreaterThan(5)
    expect(lost).toBeLessThanOrEqual(killed * COMMANDS)
    expect((await send(box, 99999)).status).toBe(0)
  },
)
