import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditLine, type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'

/** The setting with which a second line says how a command ended. */
export const EXIT = '[audit]\nexit = true\n'
/** A user who wants to know how commands end. */
export async function build(settings = EXIT): Promise<Box> {
  const product = ownProduct()
  write(join(product.config, 'config.ini'), settings)
  return sandbox(product).declare('[env]\nA = declared\n').allow().build()
}

/** Is it the line of a command's end? */
export const isEnd = (line: AuditLine) => 'began' in line

/** The newest command and how it ended. */
export function readLast(box: Box): readonly (AuditLine | undefined)[] {
  const lines = box.audit()
  return [lines.findLast((line) => !isEnd(line)), lines.findLast(isEnd)]
}

/** Does a process run? */
export const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** Waits until it is so. */
export async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + 20_000
  while (!condition()) {
    if (Date.now() > limit) throw new Error('it did not come about')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
