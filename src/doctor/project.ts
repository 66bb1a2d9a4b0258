import { describeWarning } from '../declaration/warning.js'
import { listMissingFolders } from '../effective/folders.js'
import { readReports } from '../effective/project-report.js'
import { readWarnings } from '../effective/warnings.js'
import { isStale } from '../keep/publish.js'
import { nameOverlay } from '../overlays/overlay.js'
import { readOverlays } from '../overlays/store.js'
import { EMPTY_PLAN } from '../plan/plan.js'
import { PROGRAM } from '../system/names.js'
import { broken, type Finding, ok, type Patient, warn } from './check.js'

/** Is what is declared here allowed, and does it read? */
export async function checkDeclaration({ world, effective }: Patient): Promise<Finding> {
  const [nearest] = await readReports(world, effective.directory)
  if (!nearest) return ok(`nothing is declared at or above ${effective.directory}`)
  const { declaration, state, problem, trust } = nearest
  const evidence = [`${declaration}: ${state}`, ...(problem ? [problem] : [])]
  if (state === 'fresh') return ok(...evidence)
  if (trust === 'denied') return ok(...evidence, 'you denied it')
  if (state === 'failed') {
    return broken(evidence, 'mend what the message names; it is allowed already')
  }
  if (state === 'untrusted') return warn(evidence, `read it, then: ${PROGRAM} allow`)
  return broken(evidence, 'mend what the message names')
}

/** Which lines of the declaration, and of the settings, likely mean something else? */
export function checkValues({ world, effective }: Patient): Finding {
  const { compiled, before } = effective
  const warnings = compiled ? readWarnings(world, compiled, before) : []
  if (warnings.length === 0) return ok('nothing looks like a slip')
  return warn(warnings.map(describeWarning), `edit the line, then: ${PROGRAM} allow`)
}

/** Do the shells find the plan as it would be made now? */
export async function checkPlan({ world, effective }: Patient): Promise<Finding> {
  const reports = await readReports(world, effective.directory)
  const applied = reports.find(({ applies }) => applies)
  if (!applied) return ok('nothing applies here')
  const words = {
    same: 'stored as it would be made now',
    other: 'stale: the next command makes it again',
    missing: 'not stored: the next command makes it',
  }
  const said = `plan ${applied.digest}: ${words[applied.stored]}`
  return ok(said)
}

/** Which overlays lie over what is declared? One of a thread that is gone only takes up room. */
export function checkOverlays({ world, effective }: Patient): Finding {
  const { compiled } = effective
  const overlays = compiled ? readOverlays(world, compiled.root) : []
  if (overlays.length === 0) return ok('none is published for this project')
  const evidence = overlays.map((one) => `${nameOverlay(one)}, of ${one.publishedAt}`)
  const isAnyStale = overlays.some((one) => isStale(world, one))
  if (!isAnyStale) return ok(...evidence)
  return warn(evidence, `drop those of threads long gone: ${PROGRAM} overlay clear --stale`)
}

/** Are the declared folders there? */
export function checkFolders({ effective }: Patient): Finding {
  const missing = listMissingFolders(effective.compiled?.plan ?? EMPTY_PLAN, effective.before)
  if (missing.length === 0) return ok('every declared folder is there')
  return warn(
    missing.map(({ name, folder, from }) => `${name}: ${folder} is no folder (${from})`),
    'make it, or take the line out',
  )
}
