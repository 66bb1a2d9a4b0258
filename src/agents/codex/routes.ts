import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { World } from '../../system/world.js'
import { editToml, parseToml, readToml } from '../../toml/toml.js'
import type { Config } from '../config-file.js'
import { planEdits } from './change.js'
import { readConfig } from './config.js'
import { listHooks, planChanges } from './policy.js'
import { readRecord } from './record.js'
import { findReturn } from './return.js'
import { SET } from './shape.js'

/** By which routes Codex's commands reach us, and its config.toml with ours and without. */
export type CodexRoutes = {
  readonly config: Config
  /** Our hook is in the file. */
  readonly hook: boolean
  /** The user's login shell is a launcher of ours. */
  readonly launcher: boolean
  readonly text: string
  readonly without: string
}

/** Finds out by which routes Codex's commands reach us; nothing is written. */
export function readRoutes(world: World): CodexRoutes {
  const config = readConfig(world)
  const { text = '', path } = config
  const meaning = parseToml(text, path)
  const isOurs = ({ name, value }: { readonly name: string; readonly value: string }) =>
    readToml(meaning, [...SET, name]) === value
  return {
    config,
    hook: listHooks(world).every(isOurs),
    launcher: dirname(readLoginShell()) === join(world.places.data, 'shells'),
    text,
    without: findReturn(world, config, readRecord(world, path)).text ?? '',
  }
}

/** A config.toml as `enable` would make it. */
export function makeEnabledConfig(world: World, text: string): string {
  const file = 'config.toml'
  const meaning = parseToml(text, file)
  const changes = planChanges(world, meaning, file, { keepLogin: false, known: [] })
  return editToml(text, file, planEdits(changes))
}

/** The login shell of this user's passwd entry, from which Codex takes the shell it starts. */
export function readLoginShell(): string {
  try {
    return userInfo().shell ?? ''
  } catch {
    return ''
  }
}
