import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readBackup, writeBackup } from '../../files/backup.js'
import { ShimError } from '../../system/errors.js'
import type { World } from '../../system/world.js'
import { editToml, parseToml } from '../../toml/toml.js'
import type { Enabled, EnableOptions } from '../agent.js'
import { type Config, writeConfig } from '../config-file.js'
import { digestText } from '../enablement.js'
import { type Change, describeChange, planEdits } from './change.js'
import { readConfig } from './config.js'
import { enableHooks, planHooksFile } from './hooks-file.js'
import { listHooks, planChanges } from './policy.js'
import { type Enablement, readRecord, writeRecord } from './record.js'
import { findReturn } from './return.js'

/** Makes Codex start every shell with our hook, and, if asked, every session with a word about it. */
export async function enableCodex(world: World, options: EnableOptions): Promise<Enabled> {
  requireHooks(world)
  const planned = options.hooks ? planHooksFile(world) : undefined
  const enabled = await enableConfig(world, options)
  if (!planned) return enabled
  const hooks = options.dryRun ? planned : await enableHooks(world)
  const state = hooks.before === hooks.after ? enabled.state : 'enabled'
  return { ...enabled, state, hooks }
}

async function enableConfig(world: World, options: EnableOptions): Promise<Enabled> {
  const config = readConfig(world)
  const record = readRecord(world, config.path)
  const plan = planConfig(world, config, record, options)
  const { changes, base, text: after } = plan
  const edition = { config: config.path, before: config.text, changes: describe(changes) }
  const isDone = config.text !== undefined && meansTheSame(config, after)
  if (isDone && (record || options.dryRun)) {
    return { ...edition, state: 'already', after: config.text, ...backupOf(record?.backup) }
  }
  if (options.dryRun) return { ...edition, state: 'enabled', after }

  const written = isDone ? (config.text ?? '') : after
  const backup = await keepBackup(world, base, record)
  await writeRecord(world, config.path, {
    config: config.path,
    sha256: digestText(written),
    backup,
    changes,
    enabledAt: world.now.toISOString(),
  })
  if (!isDone) await writeOrForget(world, config, after, record)
  return { ...edition, state: isDone ? 'already' : 'enabled', after: written, ...backupOf(backup) }
}

/** A second `enable` starts where the first did: from the file without ours. */
function planConfig(
  world: World,
  config: Config,
  record: Enablement | undefined,
  options: EnableOptions,
): {
  readonly base: string | undefined
  readonly changes: readonly Change[]
  readonly text: string
} {
  const { text: base } = findReturn(world, config, record)
  const meaning = parseToml(base ?? '', config.path)
  const changes = planChanges(world, meaning, config.path, {
    keepLogin: options.keepLogin,
    known: record?.changes ?? [],
  })
  return { base, changes, text: editToml(base ?? '', config.path, planEdits(changes)) }
}

function meansTheSame({ text = '', path }: Config, other: string): boolean {
  return text === other || isDeepStrictEqual(parseToml(text, path), parseToml(other, path))
}

/** The first backup stays the one to return to as long as it is what the file would be without ours. */
async function keepBackup(
  world: World,
  base: string | undefined,
  record: Enablement | undefined,
): Promise<string | null> {
  if (base === undefined) return null
  if (record?.backup && readBackup(record.backup) === base) return record.backup
  return writeBackup(world, 'codex-config.toml', base)
}

async function writeOrForget(
  world: World,
  config: Config,
  text: string,
  record: Enablement | undefined,
): Promise<void> {
  try {
    await writeConfig(config, text)
  } catch (error) {
    await writeRecord(world, config.path, record)
    throw error
  }
}

function requireHooks(world: World): void {
  const [bash, zsh] = listHooks(world)
  const files = [bash?.value ?? '', join(zsh?.value ?? '', '.zshenv')]
  const missing = files.find((file) => !existsSync(file))
  if (!missing) return
  throw new ShimError('bad-store', `${missing} is missing`, { remedy: 'run install.sh first' })
}

function describe(changes: readonly Change[]): readonly string[] {
  return changes.map(describeChange).filter((line) => line !== undefined)
}

function backupOf(backup: string | null | undefined): { readonly backup?: string } {
  return backup ? { backup } : {}
}
