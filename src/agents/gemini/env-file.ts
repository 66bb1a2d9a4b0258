import { join } from 'node:path'
import { readBackup, writeBackup } from '../../files/backup.js'
import type { World } from '../../system/world.js'
import type { Disabled, Enabled } from '../agent.js'
import { readConfigFile, writeConfig } from '../config-file.js'
import { digestText, readEnablement, writeEnablement } from '../enablement.js'
import { requireFile } from '../installed.js'

const AGENT = 'gemini'

type Dry = { readonly dryRun: boolean }

/** Puts our hook into ~/.gemini/.env as BASH_ENV, in a line of its own at the end, and remembers the file as it was. */
export async function enableEnvFile(world: World, { dryRun }: Dry): Promise<Enabled> {
  const config = readConfigFile(locateEnvFile(world))
  const line = renderLine(world)
  const { text: before, path } = config
  const edition = { config: path, before, changes: [line] }
  if (hasLine(before, line)) return { ...edition, state: 'already', after: before }
  const start =
    before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`
  const after = `${start}${line}\n`
  if (dryRun) return { ...edition, state: 'enabled', after }
  const backup = before === undefined ? null : await writeBackup(world, 'gemini.env', before)
  await writeEnablement(world, AGENT, path, {
    config: path,
    sha256: digestText(after),
    backup,
    changes: [line],
    enabledAt: world.now.toISOString(),
  })
  await writeConfig(config, after)
  return { ...edition, state: 'enabled', after, ...(backup ? { backup } : {}) }
}

/** Gives the file back: the kept one if nobody changed it since, else less our line. */
export async function disableEnvFile(world: World, { dryRun }: Dry): Promise<Disabled> {
  const config = readConfigFile(locateEnvFile(world))
  const { text: before, path } = config
  const record = readEnablement<string>(world, AGENT, path)
  const isUntouched = record && before !== undefined && digestText(before) === record.sha256
  const kept = isUntouched && record.backup !== null ? readBackup(record.backup) : undefined
  const isWhole = isUntouched && (record.backup === null || kept !== undefined)
  const after = isWhole ? kept : before && dropLine(before, renderLine(world))
  const state = isWhole ? 'restored' : before === after && !record ? 'not-enabled' : 'taken-back'
  if (!dryRun) {
    if (after !== before) await writeConfig(config, after)
    if (record) await writeEnablement<string>(world, AGENT, path, undefined)
  }
  return { config: path, before, after, state }
}

/** Is our line in it? */
export function isInEnvFile(world: World): boolean {
  return hasLine(readConfigFile(locateEnvFile(world)).text, renderLine(world))
}

function locateEnvFile({ home }: World): string {
  return join(home, '.gemini/.env')
}

function renderLine({ places }: World): string {
  const hook = join(places.data, 'shells/hook.bash')
  requireFile(hook)
  return `BASH_ENV=${hook}`
}

function hasLine(text: string | undefined, line: string): boolean {
  return text?.split(/\r?\n/).includes(line) ?? false
}

function dropLine(text: string, line: string): string {
  return text.replace(`${line}\n`, '').replace(`${line}\r\n`, '')
}
