import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { findProgram } from '../../programs.js'
import type { Tools } from './row.js'

/** The C compiler that builds the tools. */
export const COMPILER = 'cc'

/** Builds the programs beside this file. */
export function buildTools(): Tools {
  return { witness: build('witness'), start: build('start') }
}

function build(name: string): string {
  const program = join(inject('folder'), `${name}-${process.pid}`)
  const source = fileURLToPath(new URL(`${name}.c`, import.meta.url))
  execFileSync(findProgram(COMPILER) ?? COMPILER, ['-O1', '-o', program, source])
  return program
}
