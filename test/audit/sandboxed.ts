import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import type { Product } from '../product.js'
import type { Box } from '../sandbox.js'

/** As Codex's read-only sandbox: nothing can be written, nobody else's processes can be seen, no network. */
export const READ_ONLY = [
  ...['bwrap', '--ro-bind', '/', '/', '--dev', '/dev'],
  ...['--unshare-pid', '--unshare-net', '--proc', '/proc', '--new-session', '--die-with-parent'],
] as const

/** As its workspace-write sandbox: the project and the temporary directory can be written. */
export function workspaceWrite({ project, dir }: Box): readonly string[] {
  return [...READ_ONLY, '--bind', project, project, '--bind', `${dir}/tmp`, `${dir}/tmp`]
}

/** A collector that listens; the test may end it in any way. */
export async function startCollector({ product, env }: Box): Promise<ChildProcess> {
  const [program = '', ...args] = [...product.as, product.bin, 'log', '--collect']
  const collector = spawn(program, args, { env, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    collector.kill('SIGCONT')
    await stopCollector(collector)
  })
  await once(collector.stdout, 'data')
  return collector
}

/** Ends a collector as a service manager does: what it has received is in the log afterwards. */
export async function stopCollector(collector: ChildProcess): Promise<void> {
  if (collector.exitCode !== null || collector.signalCode !== null) return
  const ended = once(collector, 'exit')
  collector.kill('SIGTERM')
  await ended
}

/** Where a product's collector listens. */
export function fifoOf({ state }: Product): string {
  return `${state}/collect.fifo`
}
