import { statSync } from 'node:fs'
import type { Warning } from '../declaration/warning.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { findExecutable, isExecutable } from '../system/executable.js'
import type { Environment } from '../variables/environment.js'
import { applyPlan } from './effective.js'

const PLACE = /^(.*):(\d+)$/

/** [wrap] names a program that is not there, or cannot be executed: no command would run. `environment` is what one would start from. */
export function findAbsentWrap(
  { plan, wrap = [], wrapFrom = '' }: CompiledPlan,
  environment: Environment,
): readonly Warning[] {
  const [program] = wrap
  const [, file, line] = PLACE.exec(wrapFrom) ?? []
  if (!program || !file || !line) return []
  const why = explain(program, applyPlan(plan, environment)['PATH'] ?? '')
  if (!why) return []
  const what = `[wrap] argv[]: ${JSON.stringify(program)} ${why}, so no command can run here`
  return [{ place: { file, line: Number(line) }, what, remedy: 'install it, or name another one' }]
}

function explain(program: string, path: string): string {
  if (!program.includes('/')) return findExecutable(program, path) ? '' : 'is not in PATH'
  const found = statSync(program, { throwIfNoEntry: false })
  if (!found) return 'is not there'
  return found.isFile() && isExecutable(program) ? '' : 'cannot be executed'
}
