import type { Command } from 'commander'
import type { Scope } from '../overlays/overlay.js'
import { ShimError } from '../system/errors.js'

/** Adds the options that choose an overlay. */
export function defineScope(command: Command): Command {
  return command
    .option('--thread <id>', "only for an agent's thread, and the subagents that it starts")
    .option('--name <name>', 'only for commands with CODEX_ENV_SHIM_OVERLAY=<name>')
}

const THREAD = /^[\w.:-]{1,128}$/
const NAME = /^(?!project$|thread$)[\w.-]{1,64}$/

/** The overlay that the options choose: the project's own without any. */
export function readScope({ thread, name }: Readonly<Record<string, unknown>>): Scope {
  if (thread !== undefined && name !== undefined) {
    throw new ShimError('usage', '--thread and --name are two overlays', { remedy: 'choose one' })
  }
  if (typeof thread === 'string') {
    return { kind: 'thread', id: requireShape(thread, THREAD, 'the id of a thread') }
  }
  if (typeof name === 'string') {
    return { kind: 'name', name: requireShape(name, NAME, 'the name of an overlay') }
  }
  return { kind: 'project' }
}

function requireShape(text: string, shape: RegExp, what: string): string {
  if (shape.test(text)) return text
  throw new ShimError('usage', `${JSON.stringify(text)} cannot be ${what}`, {
    remedy: 'expected letters, digits, - _ and ., and not the words project and thread',
  })
}
