import { locateDeclaration, readDeclaration } from '../declaration/declaration.js'
import { readSource } from '../declaration/ini/source.js'
import type { Warning } from '../declaration/warning.js'
import { findWarnings } from '../declaration/warnings.js'
import type { CompiledPlan } from '../plan/compiled.js'
import { locateSettings, readSettingsEntries } from '../settings/settings.js'
import type { World } from '../system/world.js'
import { type Environment, readTerminal } from '../variables/environment.js'
import { findAbsentNames } from './absent-names.js'
import { findAbsentWrap } from './absent-wrap.js'

/**
 * What in a project's declaration, and in the user's settings, can be read and is likely a slip. `environment` is what a command would
 * start from. A declaration that is not allowed has no warnings: it has no effect either.
 */
export function readWarnings(
  world: World,
  compiled: CompiledPlan,
  environment: Environment = readTerminal(world),
): readonly Warning[] {
  const { root, plan, state } = compiled
  if (state === 'untrusted') return []
  const file = locateDeclaration(root)
  const own = findWarnings(readEntries(file, (text) => readDeclaration(text, root, [])))
  const settings = locateSettings(world)
  const users = findWarnings(readEntries(settings, (text) => readSettingsEntries(text, settings)))
  const absent = findAbsentNames(plan, environment).filter(({ place }) =>
    [file, settings].includes(place.file),
  )
  const wrap = state === 'failed' ? [] : findAbsentWrap(compiled, environment)
  return [...own, ...absent, ...wrap, ...users]
}

/** What is wrong with a file is another's to say. */
function readEntries<Entries extends readonly unknown[]>(
  file: string,
  read: (text: string) => Entries,
): Entries | [] {
  const source = readSource(file)
  return source.kind === 'text' ? read(source.text) : []
}
