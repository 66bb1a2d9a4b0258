import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { locateLog } from '../../src/audit/read/log-file.js'
import type { World } from '../../src/system/world.js'

/** A line as the shells write it, but for the fields named. */
export function logLine(fields: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({
    time: '2026-01-02T03:04:05.678901Z',
    command: 'make',
    argv: ['/bin/bash'],
    cwd: '/p/sub',
    shell: 'bash',
    route: 'hook',
    pid: 2,
    ppid: 1,
    agent: 'codex',
    thread: 't1',
    session: 's1',
    tool_call: 'c1',
    project: '/p',
    plan: '0123456789abcdef',
    state: 'fresh',
    set: ['A'],
    prepended: ['PATH'],
    removed: [],
    restored: [],
    protected: [],
    ...fields,
  })}\n`
}

/** Lines of commands named so, in this order. */
export function logLines(...commands: readonly string[]): string {
  return commands.map((command) => logLine({ command })).join('')
}

/** Adds text to this world's log. */
export function record(world: World, text: string | Buffer): string {
  mkdirSync(join(world.places.state, 'commands'), { recursive: true, mode: 0o700 })
  appendFileSync(locateLog(world), text, { mode: 0o600 })
  return locateLog(world)
}
