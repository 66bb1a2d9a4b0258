import type { Warning } from '../declaration/warning.js'
import type { Template } from '../plan/expansion.js'
import type { Op, Plan } from '../plan/plan.js'
import { findNearest } from '../text/nearest.js'
import type { Environment } from '../variables/environment.js'
import { explainProtection } from '../variables/protection.js'

/** A line of a file, as an operation names it. */
const PLACE = /^(.*):(\d+)$/

/**
 * Lines with a `${NAME}` that nothing here sets: neither the plan, nor the environment that a command would start from. What an agent
 * itself provides is not looked for, nor is a name that its own value is made of (`A = ${A} more`).
 */
export function findAbsentNames(plan: Plan, environment: Environment): readonly Warning[] {
  const declared = new Set(plan.ops.map(({ name }) => name))
  const known = [...declared, ...Object.keys(environment), 'PROJECT_ROOT', 'MAIN_WORKTREE']
  return plan.ops.flatMap((op) =>
    listReferences(op)
      .filter((name) => name !== op.name && !environment[name] && !explainProtection(name))
      .flatMap((name) => {
        const [, file, line] = PLACE.exec(op.from) ?? []
        if (!file || !line || (declared.has(name) && !isLater(plan, op, name))) return []
        const place = { file, line: Number(line) }
        return [{ place, ...explain(op, name, known) }]
      }),
  )
}

/** The names without a default of which an operation is made. */
function listReferences(op: Op): readonly string[] {
  const templates: readonly Template[] =
    op.kind === 'set' ? [op.value] : op.kind === 'prepend' || op.kind === 'append' ? op.entries : []
  const names = templates
    .flat()
    .flatMap((piece) =>
      piece.kind === 'inherited' && piece.fallback === undefined ? [piece.name] : [],
    )
  return [...new Set(names)]
}

function isLater({ ops }: Plan, op: Op, name: string): boolean {
  return ops.findIndex((one) => one.name === name) > ops.indexOf(op)
}

function explain(op: Op, name: string, known: readonly string[]): Omit<Warning, 'place'> {
  const effect =
    op.kind === 'prepend' || op.kind === 'append' ? 'this entry is left out' : 'it is empty'
  const what = `${op.name}: nothing here sets ${name}, so ${effect}`
  if (known.includes(name)) return { what, remedy: `give ${name} its value in a line above` }
  const meant = findNearest(name, known)
  const otherwise = `set ${name} above, or give it a default: \${${name}:-…}`
  return { what, remedy: meant ? `did you mean \${${meant}}? else ${otherwise}` : otherwise }
}
