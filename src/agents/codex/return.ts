import { readBackup } from '../../files/backup.js'
import type { World } from '../../system/world.js'
import { editToml, parseToml } from '../../toml/toml.js'
import type { Config } from '../config-file.js'
import { digestText } from '../enablement.js'
import { planReturn } from './change.js'
import { findOrphans } from './policy.js'
import type { Enablement } from './record.js'

/** What a config is without ours, and how that is known. */
export type Return = {
  readonly how: 'untouched' | 'restored' | 'taken-back'
  readonly text: string | undefined
}

/** The file without ours: the backup if nobody changed the file since, else the file less what is still ours. */
export function findReturn(world: World, config: Config, record: Enablement | undefined): Return {
  const { text, path } = config
  if (text === undefined) return { how: record ? 'taken-back' : 'untouched', text }
  if (record && digestText(text) === record.sha256) {
    if (record.backup === null) return { how: 'restored', text: undefined }
    const backup = readBackup(record.backup)
    if (backup !== undefined) return { how: 'restored', text: backup }
  }
  const meaning = parseToml(text, path)
  const changes = record?.changes ?? findOrphans(world, meaning)
  if (changes.length === 0) return { how: record ? 'taken-back' : 'untouched', text }
  return { how: 'taken-back', text: editToml(text, path, planReturn(meaning, changes)) }
}
