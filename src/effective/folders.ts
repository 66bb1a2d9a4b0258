import { statSync } from 'node:fs'
import { EMPTY_PLAN, type Plan } from '../plan/plan.js'
import type { Environment } from '../variables/environment.js'
import { applyPlan, listEffective } from './effective.js'

/** A folder that a list variable names, and the line that does. */
export type NamedFolder = { readonly name: string; readonly folder: string; readonly from: string }

/** The declared entries of list variables that are no folders, as they come out in this environment. */
export function listMissingFolders(plan: Plan, before: Environment): readonly NamedFolder[] {
  return listFolders(plan, before).filter(({ folder }) => !isFolder(folder))
}

/** Each list is made of nothing but its own entries, with the values that the rest of the plan gives. */
function listFolders(plan: Plan, before: Environment): readonly NamedFolder[] {
  const after = applyPlan(plan, before)
  return listEffective(plan, before).flatMap((op) => {
    if (op.kind !== 'prepend' && op.kind !== 'append') return []
    const { [op.name]: _, ...rest } = after
    const list = applyPlan({ ...EMPTY_PLAN, ops: [op] }, rest)[op.name] ?? ''
    return list
      .split(':')
      .filter((folder) => folder.startsWith('/'))
      .map((folder) => ({ name: op.name, folder, from: op.from }))
  })
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
