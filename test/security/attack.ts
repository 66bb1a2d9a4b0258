import { join } from 'node:path'
import { ROUTES } from '../routes.js'
import { type Box, type Builder, type How, sandbox } from '../sandbox.js'

/** What the user allowed, and what an attacker would like to have applied. */
export const GOOD = '[env]\nVALUE = good\n'
export const EVIL = '[env]\nVALUE = evil\n'

/** A user with a project that is allowed. */
export function victim(...product: Parameters<typeof sandbox>): Builder {
  return sandbox(...product)
    .declare(GOOD)
    .allow()
}

/** What a command in the project has for VALUE, and what was said about it. */
export async function show(box: Box, how: How = {}): Promise<{ value: string; stderr: string }> {
  const argv = ['-c', 'printf %s "${VALUE-none}"']
  const { stdout, stderr } = await box.shell(ROUTES.hookBash, argv, how)
  return { value: stdout, stderr }
}

/** Where the declaration of the box's project stands. */
export function declarationOf(box: Box): string {
  return join(box.project, '.codex/env.ini')
}
