import { EMPTY_PLAN } from '../plan/plan.js'
import { readSettings, type Settings } from '../settings/settings.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { broken, type Finding, ok, type Patient, warn } from './check.js'

/** Which secure mode counts, and what does it leave out here? */
export function checkSecure({ world, effective }: Patient): Finding {
  const settings = find(world)
  if (settings instanceof Error) return broken([settings.message], 'mend that line')
  const said = `mode: ${settings.secure.mode}`
  const refused = (effective.compiled?.plan ?? EMPTY_PLAN).ignored.filter(({ rule }) => rule)
  if (settings.secure.mode === 'off') {
    return warn([said], 'take mode = off out of config.ini, unless every project here is yours')
  }
  if (refused.length === 0) return ok(said)
  const rows = refused.map(({ name, reason, from }) => `${name} is left out: ${reason} (${from})`)
  return warn([said, ...rows], `mend the line, or consent: ${PROGRAM} allow --name NAME`)
}

function find(world: World): Settings | Error {
  try {
    return readSettings(world)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
