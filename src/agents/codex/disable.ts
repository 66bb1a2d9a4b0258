import type { World } from '../../system/world.js'
import type { Disabled } from '../agent.js'
import { writeConfig } from '../config-file.js'
import { readConfig } from './config.js'
import { disableHooks, planHooksReturn } from './hooks-file.js'
import { readRecord, writeRecord } from './record.js'
import { findReturn } from './return.js'

/** Gives Codex's config back. */
export async function disableCodex(
  world: World,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Disabled> {
  const config = readConfig(world)
  const record = readRecord(world, config.path)
  const { how, text: after } = findReturn(world, config, record)
  const edition = { config: config.path, before: config.text, after }
  if (!dryRun) {
    if (after !== config.text) await writeConfig(config, after)
    if (record) await writeRecord(world, config.path, undefined)
  }
  const hooks = dryRun ? planHooksReturn(world) : await disableHooks(world)
  const isUntouched = hooks.before === hooks.after
  if (how !== 'untouched') return { ...edition, state: how, ...(isUntouched ? {} : { hooks }) }
  return isUntouched
    ? { ...edition, state: 'not-enabled' }
    : { ...edition, state: 'taken-back', hooks }
}
