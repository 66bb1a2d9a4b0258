import { rmSync } from 'node:fs'
import { isAuditRequired } from './audit/required.js'
import { compileProject } from './compile/compile.js'
import { EXIT, ShimError, summarizeError } from './system/errors.js'
import { PROGRAM } from './system/names.js'
import { readWorld, type World } from './system/world.js'
import { foldLines } from './text/fold-lines.js'

/**
 * What the shells ask while a command waits: `compile DIR LOCK` makes the plan of DIR (1 and one line on stderr if there is none
 * now) and takes the caller's lock away, which would cost the shell a process, `audit-required` tells whether the user's settings demand a record (0) or not (1). A program of its own, bundled
 * into one file, because reading a module tree would take longer than the work.
 */
async function answer(world: World, [question, dir, lock]: readonly string[]): Promise<number> {
  if (question === 'audit-required') return isAuditRequired(world) ? EXIT.ok : EXIT.failed
  await compileProject(world, dir ?? world.cwd)
  if (lock !== undefined) rmSync(lock, { force: true })
  return EXIT.ok
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

answer(readWorld(), process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    const message = error instanceof ShimError ? summarizeError(error) : explain(error)
    process.stderr.write(`${PROGRAM}: ${foldLines(message)}\n`)
    process.exitCode = EXIT.failed
  },
)
