import { readBackup, writeBackup } from '../../files/backup.js'
import type { World } from '../../system/world.js'
import type { Disabled, Enabled } from '../agent.js'
import { type Config, readConfigFile, writeConfig } from '../config-file.js'
import { digestText, type Enablement, readEnablement, writeEnablement } from '../enablement.js'
import {
  applyChanges,
  type Change,
  describeChange,
  hasSettings,
  planSettings,
  revertChanges,
  type Wish,
} from './change.js'

/** A file of JSON of an agent's, and what must be in it for its commands to reach us. */
export type SettingsFile = {
  /** The agent's name. */
  readonly agent: string
  readonly path: string
  readonly wishes: readonly Wish[]
}

/** Fulfils the wishes in an agent's file, and remembers the file as it was. */
export async function enableSettings(
  world: World,
  file: SettingsFile,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Enabled> {
  const config = readConfigFile(file.path)
  const record = readEnablement<Change>(world, file.agent, file.path)
  // A second `enable` starts where the first did: from the file without ours.
  const base = findReturn(config, record).text
  const changes = planSettings(base ?? '', file.path, file.wishes)
  const after = applyChanges(base ?? '', file.path, changes)
  const edition = { config: file.path, before: config.text, changes: changes.map(describeChange) }
  const isDone = config.text !== undefined && hasSettings(config.text, file.path, file.wishes)
  if (isDone)
    return { ...edition, state: 'already', after: config.text, ...backupOf(record?.backup) }
  if (dryRun) return { ...edition, state: 'enabled', after }
  const backup =
    base === undefined ? null : await writeBackup(world, `${file.agent}-settings.json`, base)
  await writeEnablement<Change>(world, file.agent, file.path, {
    config: file.path,
    sha256: digestText(after),
    backup,
    changes,
    enabledAt: world.now.toISOString(),
  })
  await writeOrForget(world, file, config, { after, record })
  return { ...edition, state: 'enabled', after, ...backupOf(backup) }
}

/** Gives the file back: the kept one if nobody changed it since, else less what is still ours. */
export async function disableSettings(
  world: World,
  file: SettingsFile,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Disabled> {
  const config = readConfigFile(file.path)
  const record = readEnablement<Change>(world, file.agent, file.path)
  const { state, text: after } = findReturn(config, record, file)
  if (!dryRun) {
    if (after !== config.text) await writeConfig(config, after)
    if (record) await writeEnablement<Change>(world, file.agent, file.path, undefined)
  }
  return { config: file.path, before: config.text, after, state }
}

/** Is what must be in the file in it? */
export function isEnabled({ path, wishes }: SettingsFile): boolean {
  return hasSettings(readConfigFile(path).text ?? '', path, wishes)
}

type Return = { readonly state: Disabled['state']; readonly text: string | undefined }

/** The file without ours. Without a record (`file` says what to look for) what is ours is known by its value. */
function findReturn(
  { text, path }: Config,
  record: Enablement<Change> | undefined,
  file?: SettingsFile,
): Return {
  if (text === undefined) return { state: record ? 'taken-back' : 'not-enabled', text }
  if (record && digestText(text) === record.sha256) {
    if (record.backup === null) return { state: 'restored', text: undefined }
    const backup = readBackup(record.backup)
    if (backup !== undefined) return { state: 'restored', text: backup }
  }
  const orphans = (file?.wishes ?? []).map((wish) => ({ ...wish, depth: 0 }))
  const rest = revertChanges(text, path, record?.changes ?? orphans)
  if (rest === text && !record) return { state: 'not-enabled', text }
  return { state: 'taken-back', text: rest }
}

async function writeOrForget(
  world: World,
  file: SettingsFile,
  config: Config,
  { after, record }: { readonly after: string; readonly record: Enablement<Change> | undefined },
): Promise<void> {
  try {
    await writeConfig(config, after)
  } catch (error) {
    await writeEnablement(world, file.agent, file.path, record)
    throw error
  }
}

function backupOf(backup: string | null | undefined): { readonly backup?: string } {
  return backup ? { backup } : {}
}
