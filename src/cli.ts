#!/usr/bin/env node
import type { Outcome } from './commands/command.js'
import { EXIT, ShimError } from './errors.js'
import { foldLines } from './fold-lines.js'
import { PROGRAM } from './names.js'
import { readWorld } from './world.js'

/** The shells call this, and wait for it, where a plan is stale or missing: it must start fast, so it loads nothing else. */
const COMPILE = '__compile'

async function main(argv: readonly string[]): Promise<Outcome> {
  const world = readWorld()
  if (argv[0] === COMPILE) {
    const { compileProject } = await import('./compile.js')
    await compileProject(world, argv[1] ?? world.cwd)
    return {}
  }
  const { runProgram } = await import('./program.js')
  return runProgram(world, argv)
}

function explain(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error)
  const status = error instanceof ShimError ? error.status : EXIT.refused
  return { stderr: `${PROGRAM}: ${message}\n`, status }
}

/** For the shells: any failure is a failed compile, told in one line. */
function explainCompile(error: unknown): Outcome {
  const { stderr = '' } = explain(error)
  return { stderr: `${foldLines(stderr.trimEnd())}\n`, status: EXIT.failed }
}

const argv = process.argv.slice(2)
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', () => {})
const outcome = await main(argv).catch(argv[0] === COMPILE ? explainCompile : explain)
if (outcome.stdout) process.stdout.write(outcome.stdout)
if (outcome.stderr) process.stderr.write(outcome.stderr)
process.exitCode = outcome.status ?? EXIT.ok
