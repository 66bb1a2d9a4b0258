import { join } from 'node:path'
import { readBackup, writeBackup } from '../../files/backup.js'
import type { World } from '../../system/world.js'
import { quoteWord } from '../../text/quote.js'
import type { Edition } from '../agent.js'
import { type Config, writeConfig } from '../config-file.js'
import { digestText } from '../enablement.js'
import { readConfig } from './config.js'
import { readRecord, writeRecord } from './record.js'
import { addHook, HOOKS, hasHook, removeHook } from './session-hook.js'

/** hooks.json as it is, and as it would be with our SessionStart hook. */
export function planHooksFile(world: World): Edition {
  const { path, text } = readConfig(world, HOOKS)
  return { config: path, before: text, after: addHook(text, nameCommand(world), path) }
}

/** Puts our SessionStart hook into hooks.json, and remembers the file as it was. */
export async function enableHooks(world: World): Promise<Edition> {
  const edition = planHooksFile(world)
  const { config, before, after = '' } = edition
  if (before === after) return edition
  const backup = before === undefined ? null : await writeBackup(world, `codex-${HOOKS}`, before)
  const enabledAt = world.now.toISOString()
  const sha256 = digestText(after)
  await writeRecord(world, config, { config, sha256, backup, changes: [], enabledAt })
  await writeConfig(readConfig(world, HOOKS), after)
  return edition
}

/** The file with our SessionStart hook in it, if it is there. */
export function findHooksFile(world: World): string | undefined {
  const { path, text } = readConfig(world, HOOKS)
  return hasHook(text, nameCommand(world), path) ? path : undefined
}

/** The file without ours: as it was if nobody changed it since, else less our entry. */
export function planHooksReturn(world: World): Edition {
  const config = readConfig(world, HOOKS)
  return { config: config.path, before: config.text, after: findText(world, config) }
}

/** Takes our hook out of hooks.json. */
export async function disableHooks(world: World): Promise<Edition> {
  const edition = planHooksReturn(world)
  const { config, before, after } = edition
  if (before !== after) await writeConfig(readConfig(world, HOOKS), after)
  if (readRecord(world, config)) await writeRecord(world, config, undefined)
  return edition
}

function findText(world: World, { path, text }: Config): string | undefined {
  if (text === undefined) return undefined
  const record = readRecord(world, path)
  if (record && digestText(text) === record.sha256) {
    const backup = record.backup === null ? undefined : readBackup(record.backup)
    if (record.backup === null || backup !== undefined) return backup
  }
  return removeHook(text, nameCommand(world), path)
}

/** The hook's command. Nothing of the agent's environment decides what runs: not its PATH, and with -p no BASH_ENV. */
export function nameCommand({ places }: World): string {
  return `/bin/bash -p ${quoteWord(join(places.data, 'shells/launch/control.bash'))} session-start`
}
