import type { World } from '../../system/world.js'
import type { Disabled } from '../agent.js'
import { type Config, writeConfig } from '../config-file.js'
import { readConfig } from './config.js'
import { forgetTrust } from './hook-trust.js'
import { disableHooks, planHooksReturn } from './hooks-file.js'
import { readRecord, writeRecord } from './record.js'
import { findReturn, type Return } from './return.js'

/** Gives Codex's config back. */
export async function disableCodex(
  world: World,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Disabled> {
  const config = readConfig(world)
  const record = readRecord(world, config.path)
  const found = findReturn(world, config, record)
  const { how, text: after } = withoutTrust(world, config, found)
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

/** Where the file is again as it was, what was in it then stays; else what Codex has written there since about our hook goes, too. */
function withoutTrust(world: World, { path }: Config, found: Return): Return {
  if (found.how === 'restored' || found.text === undefined) return found
  const text = forgetTrust(world, found.text, path)
  return text === found.text ? found : { how: 'taken-back', text }
}
