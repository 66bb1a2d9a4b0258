import type { World } from '../../system/world.js'
import { editToml, isTable, parseToml, readToml, type TomlEdit } from '../../toml/toml.js'
import { readConfig } from './config.js'
import { nameCommand } from './hooks-file.js'
import { HOOKS, nameTrust } from './session-hook.js'

/** Where Codex keeps which hooks its user trusts, since 0.171. */
const STATE = ['hooks', 'state'] as const

/** Our SessionStart hook, where it is in hooks.json and the user has not said yet that Codex may run it; `codex exec` leaves it out without a word. */
export function findUntrustedHook(world: World): string | undefined {
  const hooks = readConfig(world, HOOKS)
  const key = nameTrust(hooks.text, nameCommand(world), hooks.path)
  if (key === undefined) return undefined
  const { text = '', path } = readConfig(world)
  const entry = readToml(parseToml(text, path), [...STATE, key])
  return isTable(entry) ? undefined : hooks.path
}

/** A config.toml's text without the trust in our SessionStart hook, which Codex wrote there when the user gave it. */
export function forgetTrust(world: World, text: string, file: string): string {
  const hooks = readConfig(world, HOOKS)
  const key = nameTrust(hooks.text, nameCommand(world), hooks.path)
  if (key === undefined) return text
  const entry = readToml(parseToml(text, file), [...STATE, key])
  if (!isTable(entry)) return text
  const edits: readonly TomlEdit[] = [
    ...Object.keys(entry).map((name) => ({ kind: 'remove', path: [...STATE, key, name] }) as const),
    { kind: 'drop', path: [...STATE, key] },
    { kind: 'drop', path: STATE },
    { kind: 'drop', path: ['hooks'] },
  ]
  return editToml(text, file, edits)
}
